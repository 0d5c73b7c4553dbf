import { Card } from '@freehold/ui/card';
import { cn } from '@freehold/ui/class-names';
import { useEffect, type ReactNode } from 'react';

export type PageProps = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A page of the console: its title in the tab and on top, then what it shows. */
export function Page({ title, description, actions, children, className }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Freehold console`;
  }, [title]);
  return (
    <div
      className={cn('mx-auto grid w-full max-w-[100rem] content-start gap-4 p-4 md:p-6', className)}
    >
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold text-ink">{title}</h1>
          {description && <p className="mt-0.5 text-sm text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export type ListFrameProps = {
  /** Search and filters. */
  filters?: ReactNode;
  /** At the right end: choice of columns, further acts. */
  tools?: ReactNode;
  children: ReactNode;
};

/** Frame of a list: one row of filters over the table. */
export function ListFrame({ filters, tools, children }: ListFrameProps) {
  return (
    <Card className="overflow-hidden">
      {(filters || tools) && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line p-2.5">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-sm:contents">
            {filters}
          </div>
          {tools && <div className="ml-auto flex items-center gap-2">{tools}</div>}
        </div>
      )}
      {children}
    </Card>
  );
}
