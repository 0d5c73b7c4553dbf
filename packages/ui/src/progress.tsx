import { Progress as Primitive } from 'radix-ui';
import { cn } from './class-names.tsx';

const fills = {
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
};

export type ProgressProps = {
  label: string;
  /** 0 to 100; null while the end is not known. */
  percent: number | null;
  tone?: keyof typeof fills;
  className?: string;
};

/** Bar that fills. */
export function Progress({ label, percent, tone = 'accent', className }: ProgressProps) {
  const width = percent === null ? 40 : Math.min(100, Math.max(0, percent));
  return (
    <Primitive.Root
      aria-label={label}
      value={percent === null ? null : width}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-hover', className)}
    >
      <Primitive.Indicator
        className={cn(
          'h-full rounded-full transition-[width] duration-300',
          fills[tone],
          percent === null && 'animate-pulse',
        )}
        style={{ width: `${width}%` }}
      />
    </Primitive.Root>
  );
}
