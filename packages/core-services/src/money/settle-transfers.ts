import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { toAuditRow, type AuditRecord } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { Settlement, SettlementVerdict } from './transfer-request.ts';

const settle = defineReviewedSql(
  'money.settleTransfers',
  'what the ledger said is paid out of CLEARING under the locks of the movement, in one round trip',
  { writes: ['Transfer', 'Transaction', 'Wallet', 'TransferUsage', 'AuditLog'] },
);

/**
 * Pays what the ledger confirmed to its receivers, or back what it refused: up to 1,000 transfers,
 * one verdict each, in the same order. A settlement that is already so changes nothing. Without an
 * audit record the caller writes its own, last.
 */
export async function settleTransfers(
  tx: TenantTransaction,
  ctx: ServiceContext,
  settlements: readonly Settlement[],
  audit: AuditRecord | null = null,
): Promise<SettlementVerdict[]> {
  if (settlements.length === 0) return [];
  const [row] = await queryReviewed<{ verdicts: SettlementVerdict[] }>(
    tx,
    settle,
    Prisma.sql`SELECT settle_transfers(
      ${JSON.stringify(settlements)}::jsonb,
      ${audit === null ? null : JSON.stringify(toAuditRow(ctx, audit))}::jsonb,
      ${ctx.clock()}::timestamptz) AS "verdicts"`,
  );
  return row?.verdicts ?? [];
}
