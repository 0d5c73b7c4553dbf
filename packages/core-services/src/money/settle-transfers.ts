import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import type { AnnouncedTransfer, Receiver } from './announced-transfer.ts';
import type { Settlement, SettlementVerdict } from './transfer-request.ts';

const settle = defineReviewedSql(
  'money.settleTransfers',
  'what the ledger said is paid out of CLEARING under the locks of the movement, in one round trip',
  { writes: ['Transfer', 'Transaction', 'Wallet', 'TransferUsage'] },
);

/** Rows by their fields: one array each, all of one length. */
type Columns<T> = { readonly [F in keyof T]: readonly T[F][] };

interface Settled {
  readonly results: readonly SettlementVerdict['result'][];
  /** Where the transfer of each settlement is among `transfers`, from 1; null where there is none. */
  readonly places: readonly (number | null)[];
  readonly transfers: Columns<Omit<AnnouncedTransfer, 'receivers'>> | null;
  /** Who was paid, and by which settlement, from 1. */
  readonly receivers: Columns<Receiver & { readonly place: number }> | null;
}

/**
 * Pays what the ledger confirmed to its receivers, or back what it refused: up to 1,000 transfers,
 * one verdict each, in the same order. A settlement that is already so changes nothing. The caller
 * writes the audit row, last.
 */
export async function settleTransfers(
  tx: TenantTransaction,
  ctx: ServiceContext,
  settlements: readonly Settlement[],
): Promise<SettlementVerdict[]> {
  if (settlements.length === 0) return [];
  const of = <T>(pick: (settlement: Settlement) => T) => settlements.map(pick);
  const [row] = await queryReviewed<{ settled: Settled }>(
    tx,
    settle,
    Prisma.sql`SELECT settle_transfer_batch(
      ${of((one) => one.transferId)}::uuid[], ${of((one) => one.outcome)}::text[],
      ${of((one) => one.onChainTxId)}::text[], ${of((one) => one.reason)}::text[],
      ${ctx.clock()}::timestamptz) AS "settled"`,
  );
  if (row === undefined) throw new Error('The settlements were not answered');
  const { results, places } = row.settled;
  const transfers = toRows(row.settled.transfers);
  const receivers = Map.groupBy(toRows(row.settled.receivers), ({ place }) => place);
  return settlements.map(({ transferId }, index) => {
    const result = results[index] ?? 'UNKNOWN';
    const transfer = transfers[(places[index] ?? 0) - 1];
    if (transfer === undefined) return { transferId, result, status: null, settled: null };
    const { status } = transfer;
    if (result !== 'SETTLED') return { transferId, result, status, settled: null };
    const settled = { ...transfer, receivers: receivers.get(index + 1) ?? [] };
    return { transferId, result, status, settled };
  });
}

function toRows<T extends object>(columns: Columns<T> | null): T[] {
  const fields = Object.entries<readonly unknown[]>(columns ?? {});
  const count = fields[0]?.[1].length ?? 0;
  const toRow = (index: number) =>
    Object.fromEntries(fields.map(([name, of]) => [name, of[index]]));
  // Each field is taken from the column of its name.
  return Array.from({ length: count }, (_, index) => toRow(index) as T);
}
