import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './class-names.tsx';

export type CheckboxProps = Omit<ComponentProps<typeof Primitive.Root>, 'onCheckedChange'> & {
  onCheckedChange?: (isChecked: boolean) => void;
};

/** Box to tick; `checked="indeterminate"` for some of many. Needs a label or an aria-label. */
export function Checkbox({ className, onCheckedChange, ...rest }: CheckboxProps) {
  return (
    <Primitive.Root
      onCheckedChange={(state) => onCheckedChange?.(state === true)}
      className={cn(
        'group relative grid size-4 shrink-0 place-items-center rounded-xs border border-control-line bg-surface',
        'before:absolute before:-inset-1.5 before:content-[""]',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger',
        className,
      )}
      {...rest}
    >
      <Primitive.Indicator className="text-on-accent">
        <Check
          aria-hidden
          strokeWidth={3}
          className="size-3 group-data-[state=indeterminate]:hidden"
        />
        <Minus
          aria-hidden
          strokeWidth={3}
          className="hidden size-3 group-data-[state=indeterminate]:block"
        />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}

/** Checkbox with its sentence beside it. */
export function CheckboxField(props: CheckboxProps & { label: ReactNode; hint?: ReactNode }) {
  const { label, hint, className, ...rest } = props;
  const id = useId();
  return (
    <div className={cn('flex items-start gap-2.5', className)}>
      <Checkbox id={id} className="mt-0.5" {...rest} />
      <label htmlFor={id} className="text-sm text-ink">
        {label}
        {hint && <span className="mt-0.5 block text-xs text-subtle">{hint}</span>}
      </label>
    </div>
  );
}
