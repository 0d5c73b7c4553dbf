import { RadioGroup as Primitive } from 'radix-ui';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './class-names.tsx';

export type RadioOption = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  isDisabled?: boolean;
};
export type RadioGroupProps = ComponentProps<typeof Primitive.Root> & {
  options: readonly RadioOption[];
  /** Boxed choices read well in forms of few questions; plain ones in dense panels. */
  look?: 'plain' | 'boxed';
};

/** Choice of one among few, all visible. Needs an aria-label or aria-labelledby. */
export function RadioGroup({ options, look = 'plain', className, ...rest }: RadioGroupProps) {
  const id = useId();
  return (
    <Primitive.Root className={cn('grid gap-2', className)} {...rest}>
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${id}-${option.value}`}
          className={cn(
            'flex items-start gap-2.5 text-sm text-ink',
            look === 'boxed' &&
              'rounded-md border border-line-strong bg-surface p-3 shadow-xs hover:border-control-line has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft',
          )}
        >
          <Primitive.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.isDisabled ?? false}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control-line bg-surface data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50"
          >
            <Primitive.Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Primitive.Item>
          <span>
            {option.label}
            {option.hint && <span className="mt-0.5 block text-xs text-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </Primitive.Root>
  );
}
