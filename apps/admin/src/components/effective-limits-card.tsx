import type { EffectiveLimit, EffectiveLimits } from '@freehold/core-contracts/limits';
import { Card, CardHeader } from '@freehold/ui/card';
import { Progress } from '@freehold/ui/progress';
import type { ReactNode } from 'react';
import { limitFieldLabels, limitScopeLabels } from '../lib/money-labels.ts';
import { writeAmount } from '../lib/money.ts';

const amountFields: ReadonlySet<EffectiveLimit['field']> = new Set([
  'maxPerTransfer',
  'maxPerDay',
  'maxPerMonth',
]);

/** How full a limit is, for the picture alone. */
function percentUsed({ limit, used }: EffectiveLimit): number {
  if (limit === null || used === null) return 0;
  const most = Number(limit);
  return most === 0 ? 100 : Math.min(100, (Number(used) / most) * 100);
}

export type EffectiveLimitsCardProps = { limits: EffectiveLimits; actions?: ReactNode };

/** The six limits as they hold, how much of each is used, and whose word it is. */
export function EffectiveLimitsCard({ limits, actions }: EffectiveLimitsCardProps) {
  return (
    <Card>
      <CardHeader
        title="What may still be sent"
        description={`Days and months in UTC. Usually ${writeAmount(limits.usualAmount, limits.currencyCode)} at once, over ${limits.totalCount} transfers so far.`}
        actions={actions}
      />
      <ul className="divide-y divide-line">
        {limits.limits.map((each) => (
          <LimitRow key={each.field} limit={each} currencyCode={limits.currencyCode} />
        ))}
      </ul>
    </Card>
  );
}

function LimitRow({ limit, currencyCode }: { limit: EffectiveLimit; currencyCode: string }) {
  const { field, used, left, scope } = limit;
  const unit = amountFields.has(field) ? currencyCode : undefined;
  const percent = percentUsed(limit);
  return (
    <li className="grid gap-x-6 gap-y-1.5 px-4 py-2.5 sm:grid-cols-[12rem_minmax(0,1fr)_minmax(0,18rem)] sm:items-center">
      <div>
        <p className="text-sm font-medium text-ink">{limitFieldLabels[field]}</p>
        <p className="text-xs text-subtle">
          {scope ? `set for: ${limitScopeLabels[scope].toLowerCase()}` : 'no limit set'}
        </p>
      </div>
      {used !== null && limit.limit !== null ? (
        <Progress
          label={`${limitFieldLabels[field]}: share used`}
          percent={percent}
          tone={percent >= 100 ? 'danger' : percent >= 80 ? 'warning' : 'accent'}
        />
      ) : (
        <span className="max-sm:hidden" />
      )}
      <p className="numeric text-sm [overflow-wrap:anywhere] text-ink sm:text-right">
        {limit.limit === null ? (
          <>
            unlimited
            {used !== null && (
              <span className="block text-xs text-subtle">{writeAmount(used, unit)} so far</span>
            )}
          </>
        ) : (
          <>
            {writeAmount(limit.limit, unit)}
            {left !== null && used !== null && (
              <span className="block text-xs text-subtle">
                {writeAmount(used)} used, {writeAmount(left)} left
              </span>
            )}
          </>
        )}
      </p>
    </li>
  );
}
