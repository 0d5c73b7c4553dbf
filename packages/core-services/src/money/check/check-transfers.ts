import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import { toStep, type BatchRow, type MoneyCheck } from './money-check.ts';

const reviewedSql = defineReviewedSql(
  'money.checkTransfers',
  'the entries of a batch of transfers are added up where they are',
);

/** The entries of each transfer sum to zero, and what is in CLEARING of it is what its status says. */
export const checkTransfers: MoneyCheck = {
  name: 'transfers',
  says: 'the entries of every transfer sum to zero',
  async step(db, cursor, limit) {
    const [row] = await queryReviewed<BatchRow>(
      db,
      reviewedSql,
      Prisma.sql`
        WITH batch AS MATERIALIZED (
          SELECT "tenantId", "id", "status"::text, "amount", "fee", "clearingWalletId" FROM "Transfer"
          WHERE ${cursor}::uuid IS NULL OR "id" > ${cursor}::uuid
          ORDER BY "id" LIMIT ${limit}
        ), sums AS (
          SELECT b."id", count(t."id") AS entries, coalesce(sum(t."amount"), 0) AS total,
                 coalesce(sum(t."amount") FILTER (WHERE t."walletId" = b."clearingWalletId"), 0) AS clearing
          FROM batch b
          LEFT JOIN "Transaction" t ON t."tenantId" = b."tenantId" AND t."transferId" = b."id"
          GROUP BY b."id"
        ), broken AS (
          SELECT * FROM (
            SELECT s."id", CASE
              WHEN total <> 0 THEN format('its entries sum to %s', trim_scale(total))
              WHEN b."status" IN ('AWAITING_APPROVAL', 'REJECTED') AND entries > 0
                THEN format('it is %s and has %s entries', b."status", entries)
              WHEN b."status" NOT IN ('AWAITING_APPROVAL', 'REJECTED') AND entries = 0
                THEN format('it is %s and has no entries', b."status")
              WHEN clearing <> CASE b."status" WHEN 'PENDING' THEN b."amount" + b."fee" ELSE 0 END
                THEN format('it is %s and %s of it is in CLEARING', b."status", trim_scale(clearing))
              END AS reason
            FROM sums s JOIN batch b ON b."id" = s."id"
          ) judged
          WHERE reason IS NOT NULL ORDER BY "id" LIMIT 1
        )
        SELECT (SELECT count(*) FROM batch)::integer AS checked,
               (SELECT "id" FROM batch ORDER BY "id" DESC LIMIT 1) AS "last",
               (SELECT "id" FROM broken) AS "brokenId", (SELECT reason FROM broken) AS reason`,
    );
    return toStep(row, 'Transfer', limit);
  },
};
