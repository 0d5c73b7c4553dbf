import type { ComponentProps } from 'react';
import { cn } from './class-names.tsx';

/** Plain table for small, fixed sets; scrolls sideways by itself when it must. */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="relative overflow-x-auto focus-visible:outline-offset-[-2px]"
    >
      <table className={cn('w-full border-collapse text-sm', className)} {...rest} />
    </div>
  );
}

/** Head of a table. */
export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={cn('border-b border-line bg-sunken', className)} {...rest} />;
}

/** Body of a table. */
export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y divide-line', className)} {...rest} />;
}

/** Row of a table. */
export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('hover:bg-hover/60', className)} {...rest} />;
}

/** Name of a column. */
export function TableHeader({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn(
        'h-8 px-3 text-left text-xs font-medium whitespace-nowrap text-muted',
        className,
      )}
      {...rest}
    />
  );
}

/** Cell of a table. */
export function TableCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={cn('px-3 py-2 align-middle text-ink', className)} {...rest} />;
}
