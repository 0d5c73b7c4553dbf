import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';

const lock = defineReviewedSql(
  'wallet.lock',
  'Wallets are locked by id, as whoever moves money does: Prisma has no row locks',
  { writes: [] },
);

/**
 * Holds the wallets that meet a condition until the end of the transaction; gives their ids. The whole
 * row: whoever is posting to one holds its key, and is seen once it has let go. Whoever posts takes
 * the keys of receivers in no order, so that several wallets may lose a race: `repeatLost`.
 */
export async function lockWallets(tx: TenantTransaction, which: Prisma.Sql): Promise<string[]> {
  const rows = await queryReviewed<{ id: string }>(
    tx,
    lock,
    Prisma.sql`SELECT "id" FROM "Wallet" WHERE ${which} ORDER BY "id" FOR UPDATE`,
  );
  return rows.map(({ id }) => id);
}
