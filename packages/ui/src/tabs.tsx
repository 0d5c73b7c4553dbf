import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './class-names.tsx';
import { useShownTab } from './shown-tab.tsx';

export type TabsProps = {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  tabs: readonly { value: string; label: ReactNode; badge?: ReactNode }[];
  children: ReactNode;
  className?: string;
};

export const tabStyles =
  'relative -mb-px flex items-center gap-1.5 border-b-2 border-transparent px-1 pt-1 pb-2 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink';

/** Views of one thing, one at a time. */
export function Tabs({ label, value, onValueChange, tabs, children, className }: TabsProps) {
  const row = useShownTab<HTMLDivElement>(value);
  return (
    <Primitive.Root value={value} onValueChange={onValueChange} className={className}>
      <Primitive.List
        ref={row}
        aria-label={label}
        className="flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(
              tabStyles,
              'focus-visible:outline-offset-[-2px]',
              'data-[state=active]:border-accent data-[state=active]:text-ink',
            )}
          >
            {tab.label}
            {tab.badge}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {children}
    </Primitive.Root>
  );
}

/** What one tab shows. */
export function TabPanel({
  value,
  children,
  className,
}: {
  value: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Primitive.Content value={value} className={cn('pt-4', className)}>
      {children}
    </Primitive.Content>
  );
}
