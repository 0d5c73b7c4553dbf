import type { DatabaseView } from '@freehold/core-contracts/platform';
import { Alert } from '@freehold/ui/alert';
import { formatBytes, formatCount } from '@freehold/ui/formats';
import { Stat } from '@freehold/ui/stat';
import { Time } from '@freehold/ui/time';
import { Page } from '../../components/page.tsx';
import { PendingCard } from '../../components/pending-card.tsx';
import { ConnectionsCard } from './connections-card.tsx';
import { MigrationsCard } from './migrations-card.tsx';
import { StatementsCard } from './statements-card.tsx';
import { TablesCard } from './tables-card.tsx';
import { useDatabase } from './use-database.ts';

/** The database itself, for those who run the platform. */
export function PlatformPage() {
  const { data, error, refetch } = useDatabase();
  return (
    <Page
      title="Database and health"
      description={
        data ? (
          <>
            PostgreSQL {data.serverVersion}, as of <Time value={data.asOf} format="relative" />; all
            tenants together
          </>
        ) : (
          'All tenants together'
        )
      }
    >
      {!data && <PendingCard error={error} onRetry={() => void refetch()} />}
      {data && <Figures data={data} />}
    </Page>
  );
}

function Figures({ data }: { data: DatabaseView }) {
  const { connections, migrations } = data;
  const rows = data.tables.reduce((sum, table) => sum + table.rowEstimate, 0n);
  return (
    <>
      {connections.isNearLimit && (
        <Alert tone="warning" title="Connections are running out">
          {connections.all} of {connections.limit} are taken, more than 80 %. Lower the pool sizes,
          add a pooler, or raise the server's limit.
        </Alert>
      )}
      {!migrations.isCurrent && (
        <Alert tone="danger" title="Migrations are missing">
          {migrations.pending.length} {migrations.pending.length === 1 ? 'waits' : 'wait'} to be
          applied.
        </Alert>
      )}
      <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        <Stat
          label="Connections"
          tone={connections.isNearLimit ? 'warning' : 'neutral'}
          value={`${formatCount(connections.all)} / ${formatCount(connections.limit)}`}
          detail={`${connections.active} active, ${connections.idle} idle`}
        />
        <Stat
          label="Size on disk"
          value={formatBytes(data.databaseBytes)}
          detail={`${formatCount(data.tables.length)} tables`}
        />
        <Stat label="Rows" value={formatCount(rows)} detail="estimated by the server" />
        <Stat
          label="Migrations"
          tone={migrations.isCurrent ? 'neutral' : 'danger'}
          value={migrations.isCurrent ? 'Current' : `${migrations.pending.length} pending`}
          detail={`${formatCount(migrations.applied.length)} applied`}
        />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <div className="grid gap-4 xl:col-span-2">
          <StatementsCard statements={data.topStatements} />
          <TablesCard tables={data.tables} />
        </div>
        <div className="grid gap-4">
          <ConnectionsCard connections={connections} />
          <MigrationsCard migrations={migrations} />
        </div>
      </div>
    </>
  );
}
