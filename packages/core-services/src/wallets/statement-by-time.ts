/*
 * Entries of a time are found by their time, from Transaction_statement_idx alone and without those
 * before or behind it. Prisma's client asks for the id with whatever else it is asked for, and the
 * index has none; so this one query is written out. Among transfers of one moment the times of two
 * neighbours may stand the other way round than their numbers: a stretch is cut by time and shown by
 * number, so that no entry is lost or told twice.
 */
import type { StatementFilter } from '@freehold/core-contracts/wallets';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantClient,
  type TenantTransaction,
} from '@freehold/core-db';

const byTime = defineReviewedSql(
  'statement.byTime',
  'asks for nothing that the index of statements does not have: the client would ask for the id as well',
  { writes: [] },
);

/** Which part of the entries that fit is read: at most `limit` behind the entry `before`. */
export interface StretchOf {
  readonly before: bigint | null;
  readonly limit: number;
}

/** Whether a filter says when its entries were made. */
export function isOfTime({ from, to }: StatementFilter): boolean {
  return from !== undefined || to !== undefined;
}

/** The numbers of the entries that fit, the newest by their time first. */
export async function listByTime(
  db: TenantClient | TenantTransaction,
  filter: StatementFilter,
  { before, limit }: StretchOf,
): Promise<readonly bigint[]> {
  const behind = before === null ? Prisma.empty : await behindEntry(db, filter.walletId, before);
  const rows = await queryReviewed<{ sequence: bigint }>(
    db,
    byTime,
    Prisma.sql`
      SELECT t."sequence" FROM "Transaction" t
      WHERE t."walletId" = ${filter.walletId}::uuid ${toConditions(filter)} ${behind}
      ORDER BY t."timestamp" DESC, t."sequence" DESC
      LIMIT ${limit}`,
  );
  return rows.map(({ sequence }) => sequence);
}

async function behindEntry(
  db: TenantClient | TenantTransaction,
  walletId: string,
  sequence: bigint,
): Promise<Prisma.Sql> {
  const { timestamp } = await db.transaction.findFirstOrThrow({
    where: { walletId, sequence },
    select: { timestamp: true },
  });
  return Prisma.sql`
    AND t."timestamp" <= ${timestamp}::timestamptz
    AND (t."timestamp", t."sequence") < (${timestamp}::timestamptz, ${sequence})`;
}

/** As `toEntryWhere`. */
function toConditions(filter: StatementFilter): Prisma.Sql {
  const { type = [], direction, from, to, counterpartyId, minimumAmount, maximumAmount } = filter;
  const conditions = [
    from !== undefined && Prisma.sql`t."timestamp" >= ${from}::timestamptz`,
    to !== undefined && Prisma.sql`t."timestamp" < ${to}::timestamptz`,
    type.length > 0 && Prisma.sql`t."type" = ANY (${type}::"TransactionType"[])`,
    direction === 'IN' && Prisma.sql`t."amount" > 0`,
    direction === 'OUT' && Prisma.sql`t."amount" < 0`,
    counterpartyId !== undefined && Prisma.sql`t."counterparty" = ${counterpartyId}::uuid`,
    minimumAmount !== undefined && Prisma.sql`abs(t."amount") >= ${minimumAmount}::numeric`,
    maximumAmount !== undefined && Prisma.sql`abs(t."amount") <= ${maximumAmount}::numeric`,
  ];
  const asked = conditions.filter((condition) => condition !== false);
  return asked.length === 0 ? Prisma.empty : Prisma.sql`AND ${Prisma.join(asked, ' AND ')}`;
}
