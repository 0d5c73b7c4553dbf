import { ListWalletsInput, StatementFilter } from '@freehold/core-contracts/wallets';
import { readEntries, toEntryWhere } from '../wallets/statement-entries.ts';
import { assertUsableWallet, assertWallet } from '../wallets/wallet-access.ts';
import { toWalletSummary, walletSummaryFields } from '../wallets/wallet-fields.ts';
import { toWalletWhere } from '../wallets/list-wallets.ts';
import type { ServiceContext } from '../context.ts';
import { toDecimalCell } from './csv.ts';
import { behind, newestFirst, positionOf } from './keyset.ts';
import { defineExport, toBatch, type ListExport } from './list-export.ts';
import { Moment } from './moment.ts';

export const walletsExport = defineExport({
  name: 'wallets',
  permission: 'wallet.read',
  schema: ListWalletsInput.omit({ page: true, limit: true }),
  columns: [
    ...['id', 'kind', 'name', 'holderKind', 'holderId', 'holder', 'balance', 'heldBalance'],
    ...['availableBalance', 'currencyCode', 'isFrozen', 'lastMovedAt', 'createdAt'],
  ],
  count: (ctx, filter) => ctx.db.wallet.count({ where: toWalletWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.wallet.findMany({
      where: { AND: [toWalletWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: walletSummaryFields,
    });
    const { currencyCode } = ctx.tenant.settings;
    return toBatch(
      rows.map((row) => toWalletSummary(row, currencyCode)),
      limit,
      (row) => [
        ...[row.id, row.kind, row.name, row.holder.kind, row.holder.id, row.holder.name],
        ...[row.balance, row.heldBalance, row.availableBalance].map(toDecimalCell),
        ...[row.currencyCode, row.isFrozen, row.lastMovedAt, row.createdAt],
      ],
      positionOf,
    );
  },
});

const Filter = StatementFilter.extend({ from: Moment.optional(), to: Moment.optional() });

const statement: Omit<ListExport<StatementFilter>, 'name' | 'permission'> = {
  schema: Filter,
  columns: [
    ...['sequence', 'timestamp', 'type', 'amount', 'balanceAfter', 'currencyCode'],
    ...['counterparty', 'counterpartyWalletId', 'reference', 'transferId', 'transferKind'],
    ...['transferStatus', 'onChainTxId'],
  ],
  count: (ctx, filter) => ctx.db.transaction.count({ where: toEntryWhere(filter) }),
  read: readBatch,
};

/** Of any wallet, for operators. */
export const statementExport = defineExport({
  ...statement,
  name: 'wallet-statement',
  permission: 'wallet.read',
  assertAllowed: (ctx, { walletId }) => assertWallet(ctx.db, walletId),
});

/** Of a wallet that the caller may use. */
export const ownStatementExport = defineExport({
  ...statement,
  name: 'statement',
  permission: 'money.use',
  isHome: true,
  assertAllowed: (ctx, { walletId }) => assertUsableWallet(ctx, walletId),
});

async function readBatch(
  ctx: ServiceContext,
  filter: StatementFilter,
  after: unknown,
  limit: number,
) {
  const before = typeof after === 'bigint' ? after : null;
  const { entries, next } = await readEntries(ctx, filter, { before, limit });
  return {
    rows: entries.map((entry) => [
      ...[entry.sequence, entry.timestamp, entry.type],
      ...[entry.amount, entry.balanceAfter].map(toDecimalCell),
      ctx.tenant.settings.currencyCode,
      ...[entry.counterparty?.name ?? null, entry.counterparty?.walletId ?? null],
      ...[entry.reference, entry.transferId, entry.transferKind, entry.transferStatus],
      entry.onChainTxId,
    ]),
    next,
  };
}
