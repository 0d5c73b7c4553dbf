import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { MoneyCheck } from './money-check.ts';

const reviewedSql = defineReviewedSql(
  'money.checkEntries',
  'each entry is compared with the one before it where they are',
);

interface Row {
  readonly read: number;
  readonly lastWalletId: string | null;
  readonly lastSequence: bigint | null;
  readonly brokenId: string | null;
  readonly reason: string | null;
}

/** The entries of each wallet follow each other without a gap, each balance from the one before. */
export const checkEntries: MoneyCheck = {
  name: 'entries',
  says: 'every balance follows from the entry before it',
  async step(db, cursor, limit) {
    const [walletId = null, sequence = null] = cursor?.split(':') ?? [];
    // The entry that the step before ended with is read again: the next one is compared with it.
    const [row] = await queryReviewed<Row>(
      db,
      reviewedSql,
      Prisma.sql`
        WITH batch AS MATERIALIZED (
          SELECT "walletId", "sequence", "id", "amount", "balanceAfter" FROM "Transaction"
          WHERE ("walletId", "sequence") >= (
            coalesce(${walletId}::uuid, '00000000-0000-0000-0000-000000000000'), coalesce(${sequence}::bigint, 0))
          ORDER BY "walletId", "sequence" LIMIT ${limit + 1}
        ), linked AS (
          SELECT b.*, lag("sequence") OVER of_wallet AS before, lag("balanceAfter") OVER of_wallet AS balance
          FROM batch b WINDOW of_wallet AS (PARTITION BY "walletId" ORDER BY "sequence")
        ), broken AS (
          SELECT * FROM (
            SELECT "walletId", "sequence", "id", CASE
              WHEN "walletId" = ${walletId}::uuid AND "sequence" = ${sequence}::bigint THEN NULL
              WHEN "sequence" <> coalesce(before, 0) + 1
                THEN format('entry %s of wallet %s is missing', coalesce(before, 0) + 1, "walletId")
              WHEN "balanceAfter" <> coalesce(balance, 0) + "amount"
                THEN format('balance %s of wallet %s should be %s', trim_scale("balanceAfter"), "walletId",
                            trim_scale(coalesce(balance, 0) + "amount"))
              END AS reason
            FROM linked
          ) judged
          WHERE reason IS NOT NULL ORDER BY "walletId", "sequence" LIMIT 1
        ), ending AS (
          SELECT "walletId", "sequence" FROM batch ORDER BY "walletId" DESC, "sequence" DESC LIMIT 1
        )
        SELECT (SELECT count(*) FROM batch)::integer AS read,
               (SELECT "walletId" FROM ending) AS "lastWalletId",
               (SELECT "sequence" FROM ending) AS "lastSequence",
               (SELECT "id" FROM broken) AS "brokenId", (SELECT reason FROM broken) AS reason`,
    );
    if (row === undefined) throw new Error('The check has no row');
    const { read, lastWalletId, lastSequence, brokenId, reason } = row;
    const next = read <= limit ? null : `${lastWalletId}:${lastSequence}`;
    return {
      checked: cursor === null ? read : read - 1,
      cursor: next,
      broken:
        brokenId === null ? null : { entity: 'Transaction', id: brokenId, reason: reason ?? '' },
    };
  },
};
