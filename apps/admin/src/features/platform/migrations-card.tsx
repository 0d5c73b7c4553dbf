import type { DatabaseView } from '@freehold/core-contracts/platform';
import { StatusBadge } from '@freehold/ui/badge';
import { Card, CardHeader } from '@freehold/ui/card';
import { Time } from '@freehold/ui/time';

/** What of the schema has been applied, newest first. */
export function MigrationsCard({ migrations }: { migrations: DatabaseView['migrations'] }) {
  const applied = migrations.applied.toSorted(
    (one, other) => other.appliedAt.getTime() - one.appliedAt.getTime(),
  );
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Migrations"
        actions={
          <StatusBadge tone={migrations.isCurrent ? 'success' : 'danger'}>
            {migrations.isCurrent ? 'Current' : 'Behind'}
          </StatusBadge>
        }
      />
      <ul
        aria-label="Migrations"
        tabIndex={0}
        className="max-h-80 divide-y divide-line overflow-y-auto border-t border-line focus-visible:outline-offset-[-2px]"
      >
        {migrations.pending.map((name) => (
          <li key={name} className="flex items-center justify-between gap-3 px-4 py-2">
            <span className="min-w-0 truncate font-mono text-xs text-ink">{name}</span>
            <StatusBadge tone="danger">Pending</StatusBadge>
          </li>
        ))}
        {applied.map((migration) => (
          <li key={migration.name} className="flex items-center justify-between gap-3 px-4 py-2">
            <span className="min-w-0 truncate font-mono text-xs text-ink">{migration.name}</span>
            <span className="text-xs text-subtle">
              <Time value={migration.appliedAt} format="date" />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
