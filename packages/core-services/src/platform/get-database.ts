import type { DatabaseView } from '@freehold/core-contracts/platform';
import type { ServiceContext } from '../context.ts';

/** Share of the connection limit from which on there is a warning. */
export const connectionWarningShare = 0.8;
/** Longest statement text that is shown. */
export const maxStatementLength = 300;

/** Figures of the database server, read with a role that sees them. */
export interface DatabaseStatistics {
  read(): Promise<
    Omit<DatabaseView, 'asOf' | 'connections'> & { readonly connections: Connections }
  >;
}

export type Connections = Omit<DatabaseView['connections'], 'isNearLimit'>;

/** The database as platform operators see it; statement texts are cut, and carry no values. */
export async function getDatabase({
  ctx,
  statistics,
}: {
  ctx: ServiceContext;
  statistics: DatabaseStatistics;
}): Promise<DatabaseView> {
  const { connections, topStatements, ...rest } = await statistics.read();
  return {
    ...rest,
    connections: {
      ...connections,
      isNearLimit: connections.all > connections.limit * connectionWarningShare,
    },
    topStatements:
      topStatements === null
        ? null
        : topStatements.map((row) => ({
            ...row,
            statement: row.statement.slice(0, maxStatementLength),
          })),
    asOf: ctx.clock(),
  };
}
