import type { ReactNode } from 'react';
import { cn } from './class-names.tsx';

export type KeyValueItem = { label: ReactNode; value: ReactNode; isWide?: boolean };
export type KeyValueListProps = {
  items: readonly KeyValueItem[];
  columns?: 1 | 2 | 3;
  className?: string;
};

function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === false || value === '';
}

const columnStyles = { 1: '', 2: '@md:grid-cols-2', 3: '@md:grid-cols-2 @2xl:grid-cols-3' };

/** Facts: a name and what it is, in as many columns as there is room for. */
export function KeyValueList({ items, columns = 1, className }: KeyValueListProps) {
  return (
    <div className="@container">
      <dl className={cn('grid gap-x-6 gap-y-3', columnStyles[columns], className)}>
        {items.map((item, index) => (
          <div
            key={index}
            className={cn(
              'min-w-0',
              item.isWide
                ? 'col-span-full'
                : '@max-md:grid @max-md:grid-cols-[8rem_minmax(0,1fr)] @max-md:gap-x-3',
            )}
          >
            <dt className="text-xs text-subtle @max-md:leading-5">{item.label}</dt>
            <dd className="text-sm @md:mt-0.5 text-ink [overflow-wrap:anywhere]">
              {isEmpty(item.value) ? <span className="text-subtle">—</span> : item.value}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
