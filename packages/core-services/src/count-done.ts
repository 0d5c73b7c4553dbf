import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from './context.ts';

interface Rows<Row> {
  readonly rows: readonly Row[];
  /** What the log says of one that failed. */
  readonly failure: string;
}

/** Does `work` for each row in a transaction of its own and counts where it did something; one that fails is logged and holds up no other. */
export async function countDone<Row extends { readonly id: string }>(
  ctx: ServiceContext,
  { rows, failure }: Rows<Row>,
  work: (tx: TenantTransaction, row: Row) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (const row of rows) {
    try {
      if (await inTransaction(ctx.db, (tx) => work(tx, row))) done += 1;
    } catch (error) {
      ctx.logger.error({ err: error, tenantId: ctx.tenant.id, rowId: row.id }, failure);
    }
  }
  return done;
}
