import type { StatementEntry, StatementFilter } from '@freehold/core-contracts/wallets';
import type { Prisma } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { isOfTime, listByTime, type StretchOf } from './statement-by-time.ts';
import { holderFields, toHolder } from './wallet-fields.ts';

const entryFields = {
  id: true,
  transferId: true,
  sequence: true,
  type: true,
  counterparty: true,
  amount: true,
  balanceAfter: true,
  onChainTxId: true,
  timestamp: true,
  transfer: { select: { kind: true, status: true, reference: true } },
} as const satisfies Prisma.TransactionSelect;

type EntryRow = Prisma.TransactionGetPayload<{ select: typeof entryFields }>;
type Counterparty = NonNullable<StatementEntry['counterparty']>;

/** Entries of a wallet, newest first, and the `before` of those that follow; null where none do. */
export async function readEntries(
  ctx: ServiceContext,
  filter: StatementFilter,
  stretch: StretchOf,
): Promise<{ entries: StatementEntry[]; next: bigint | null }> {
  const { rows, next } = isOfTime(filter)
    ? await readByTime(ctx, filter, stretch)
    : await readByNumber(ctx, filter, stretch);
  const names = await readCounterparties(
    ctx,
    rows.flatMap(({ counterparty }) => counterparty ?? []),
  );
  return { entries: rows.map((row) => toEntry(row, names)), next };
}

interface Stretch {
  readonly rows: readonly EntryRow[];
  readonly next: bigint | null;
}

async function readByNumber(
  { db }: ServiceContext,
  filter: StatementFilter,
  { before, limit }: StretchOf,
): Promise<Stretch> {
  const found = await db.transaction.findMany({
    where: { AND: [toEntryWhere(filter), before === null ? {} : { sequence: { lt: before } }] },
    orderBy: { sequence: 'desc' },
    take: limit + 1,
    select: entryFields,
  });
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.sequence ?? null) : null };
}

async function readByTime(
  { db }: ServiceContext,
  filter: StatementFilter,
  { before, limit }: StretchOf,
): Promise<Stretch> {
  const found = await listByTime(db, filter, { before, limit: limit + 1 });
  const sequences = found.slice(0, limit);
  const rows = await db.transaction.findMany({
    where: { walletId: filter.walletId, sequence: { in: sequences } },
    orderBy: { sequence: 'desc' },
    take: limit,
    select: entryFields,
  });
  return { rows, next: found.length > limit ? (sequences.at(-1) ?? null) : null };
}

/** The filter of a statement. */
export function toEntryWhere(filter: StatementFilter): Prisma.TransactionWhereInput {
  const { walletId, type, direction, from, to, counterpartyId } = filter;
  return {
    walletId,
    ...(type !== undefined && type.length > 0 ? { type: { in: type } } : {}),
    ...(direction === undefined ? {} : { amount: direction === 'IN' ? { gt: 0 } : { lt: 0 } }),
    ...(from === undefined && to === undefined
      ? {}
      : {
          timestamp: {
            ...(from === undefined ? {} : { gte: from }),
            ...(to === undefined ? {} : { lt: to }),
          },
        }),
    ...(counterpartyId === undefined ? {} : { counterparty: counterpartyId }),
    AND: amountBounds(filter),
  };
}

// Of the amount without its sign: each bound holds on one side of zero or the other.
function amountBounds({ minimumAmount, maximumAmount }: StatementFilter) {
  return [
    ...(minimumAmount === undefined
      ? []
      : [{ OR: [{ amount: { gte: minimumAmount } }, { amount: { lte: `-${minimumAmount}` } }] }]),
    ...(maximumAmount === undefined
      ? []
      : [{ amount: { gte: `-${maximumAmount}`, lte: maximumAmount } }]),
  ];
}

function toEntry(
  { transfer, counterparty, amount, balanceAfter, ...row }: EntryRow,
  names: ReadonlyMap<string, Counterparty>,
): StatementEntry {
  return {
    ...row,
    amount: amount.toFixed(),
    balanceAfter: balanceAfter.toFixed(),
    counterparty: counterparty === null ? null : (names.get(counterparty) ?? null),
    transferKind: transfer.kind,
    transferStatus: transfer.status,
    reference: transfer.reference,
  };
}

/** The other sides of a stretch of entries, at most as many as it has rows. */
async function readCounterparties(
  ctx: ServiceContext,
  ids: readonly string[],
): Promise<Map<string, Counterparty>> {
  if (ids.length === 0) return new Map();
  const userId = findOwnUserId(ctx);
  const rows = await ctx.db.wallet.findMany({
    where: { id: { in: [...new Set(ids)] } },
    take: ids.length,
    select: {
      id: true,
      ...holderFields,
      beneficiaries: {
        // Of nobody where the caller has no account of their own here.
        where: userId === null ? { id: { in: [] } } : { userId },
        take: 1,
        select: { label: true },
      },
    },
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        walletId: row.id,
        kind: row.kind,
        name: toHolder(row).name,
        label: row.beneficiaries[0]?.label ?? null,
      },
    ]),
  );
}
