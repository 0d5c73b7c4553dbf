import { cn } from '@freehold/ui/class-names';
import type { ReactNode } from 'react';

export type RowButtonProps = { onOpen: () => void; className?: string; children: ReactNode };

/** What a row is called, which opens its panel. */
export function RowButton({ onOpen, className, children }: RowButtonProps) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className={cn(
        'rounded-xs font-medium text-ink underline-offset-3 hover:underline',
        className,
      )}
    >
      {children}
    </button>
  );
}
