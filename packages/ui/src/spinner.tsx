import { LoaderCircle } from 'lucide-react';
import { cn } from './class-names.tsx';

export type SpinnerProps = { className?: string; label?: string };

/** Turning ring; with a label it announces itself, without one it is decoration. */
export function Spinner({ className, label }: SpinnerProps) {
  const ring = <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />;
  if (!label) return ring;
  return (
    <span role="status" className="inline-flex items-center gap-2 text-sm text-muted">
      {ring}
      {label}
    </span>
  );
}
