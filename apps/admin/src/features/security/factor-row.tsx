import { Time } from '@freehold/ui/time';
import type { ReactNode } from 'react';

export type FactorRowProps = {
  icon: ReactNode;
  name: string;
  badge?: ReactNode;
  createdAt: Date;
  lastUsedAt: Date | null;
  children: ReactNode;
};

/** One factor in its list: what it is, since when, and what may be done about it. */
export function FactorRow({ icon, name, badge, createdAt, lastUsedAt, children }: FactorRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <span aria-hidden className="text-subtle [&_svg]:size-5">
        {icon}
      </span>
      <span className="grid min-w-0 flex-1 basis-40">
        <span className="flex flex-wrap items-center gap-2 text-sm font-medium text-ink">
          <span className="[overflow-wrap:anywhere]">{name}</span>
          {badge}
        </span>
        <span className="text-xs text-subtle">
          Since <Time value={createdAt} format="date" />,{' '}
          {lastUsedAt ? (
            <>
              last used <Time value={lastUsedAt} format="relative" />
            </>
          ) : (
            'not used yet'
          )}
        </span>
      </span>
      <span className="flex gap-1">{children}</span>
    </li>
  );
}
