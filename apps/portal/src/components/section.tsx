import { useId, type ReactNode } from 'react';
import { cn } from '@freehold/ui/class-names';

export type SectionProps = {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  tone?: 'plain' | 'danger';
  children?: ReactNode;
  /** Lists reach from edge to edge. */
  isFlush?: boolean;
};

/** One subject of a page: its name, a sentence about it, what can be done, what there is. */
export function Section({ title, lead, action, tone = 'plain', children, isFlush }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn(
        'min-w-0 rounded-xl border bg-surface shadow-xs',
        tone === 'danger' ? 'border-danger-line' : 'border-line',
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 pt-5 sm:px-6">
        <div className="min-w-0 max-w-2xl flex-1 basis-64">
          <h2 id={id} className="text-lg font-semibold text-ink">
            {title}
          </h2>
          {lead && <p className="mt-1 text-sm text-muted">{lead}</p>}
        </div>
        {action && <div className="flex flex-wrap gap-2">{action}</div>}
      </header>
      <div className={cn('pt-4 empty:pt-0', isFlush ? 'pb-1' : 'px-5 pb-5 sm:px-6 sm:pb-6')}>
        {children}
      </div>
    </section>
  );
}

/** Rows of a section, each set apart by a line. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line border-t border-line">
      {children}
    </ul>
  );
}

/** One thing of a list: what it is, what there is to say of it, what can be done with it. */
export function Row({
  icon,
  title,
  badges,
  children,
  actions,
}: {
  icon?: ReactNode;
  title: ReactNode;
  badges?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4 sm:px-6">
      {icon && (
        <span
          aria-hidden
          className="grid size-10 shrink-0 place-items-center rounded-lg bg-sunken text-muted [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-base font-medium text-ink">
          <span className="[overflow-wrap:anywhere]">{title}</span>
          {badges}
        </p>
        {children && <div className="mt-0.5 text-sm text-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </li>
  );
}
