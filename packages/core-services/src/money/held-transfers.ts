import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import type { HeldDrop, HeldRelease, ReleaseVerdict } from './transfer-request.ts';

const release = defineReviewedSql(
  'money.releaseTransfers',
  'what was held moves to CLEARING under the locks of the movement, in one round trip',
  { writes: ['Transfer', 'Transaction', 'Wallet', 'OutboxCommand'] },
);
const drop = defineReviewedSql(
  'money.dropTransfers',
  'what was held is given back under the locks of the movement, in one round trip',
  { writes: ['Transfer', 'Wallet', 'TransferUsage'] },
);

/**
 * Lets a transfer go that waits for an approval: its money moves to CLEARING and the ledger is told.
 * REJECTED when a wallet was frozen meanwhile. The caller writes the audit row, last.
 */
export async function releaseHeldTransfer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  held: HeldRelease,
): Promise<ReleaseVerdict> {
  const [row] = await queryReviewed<{ verdicts: [ReleaseVerdict] }>(
    tx,
    release,
    Prisma.sql`SELECT release_transfers(
      ${JSON.stringify([held])}::jsonb, ${ctx.clock()}::timestamptz) AS "verdicts"`,
  );
  return row?.verdicts[0] ?? { transferId: held.transferId, outcome: 'MISMATCH', reasons: [] };
}

/** Gives a transfer up that waits for an approval. False when it does not wait (any more). The caller writes the audit row, last. */
export async function dropHeldTransfer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  held: HeldDrop,
): Promise<boolean> {
  const [transferId] = await dropHeldTransfers(tx, ctx, [held]);
  return transferId !== undefined;
}

/** The same for up to 1,000; gives the ids of those that waited. */
export async function dropHeldTransfers(
  tx: TenantTransaction,
  ctx: ServiceContext,
  held: readonly HeldDrop[],
): Promise<string[]> {
  if (held.length === 0) return [];
  const [row] = await queryReviewed<{ dropped: string[] }>(
    tx,
    drop,
    Prisma.sql`SELECT drop_transfers(
      ${JSON.stringify(held)}::jsonb, ${ctx.clock()}::timestamptz) AS "dropped"`,
  );
  return row?.dropped ?? [];
}
