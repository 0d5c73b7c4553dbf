import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import { toStep, type BatchRow, type MoneyCheck } from './money-check.ts';

const reviewedSql = defineReviewedSql(
  'money.checkWallets',
  'a batch of wallets is compared with their last entries in one moment',
);

/** What each wallet says of itself is what its entries and the transfers that wait come to. */
export const checkWallets: MoneyCheck = {
  name: 'wallets',
  says: 'every balance is the sum of its entries, and nothing is in a closed wallet',
  async step(db, cursor, limit) {
    const [row] = await queryReviewed<BatchRow>(
      db,
      reviewedSql,
      Prisma.sql`
        WITH batch AS MATERIALIZED (
          SELECT "tenantId", "id", "kind"::text, "cachedBalance", "heldBalance", "entryCount", "deletedAt" FROM "Wallet"
          WHERE ${cursor}::uuid IS NULL OR "id" > ${cursor}::uuid
          ORDER BY "id" LIMIT ${limit}
        ), waiting AS MATERIALIZED (
          SELECT "fromWalletId", sum("amount" + "fee") AS held FROM "Transfer"
          WHERE "status" = 'AWAITING_APPROVAL' GROUP BY "fromWalletId"
        ), broken AS (
          SELECT * FROM (
            SELECT b."id", CASE
              WHEN b."cachedBalance" <> coalesce(e."balanceAfter", 0)
                THEN format('its balance is %s, its entries come to %s', trim_scale(b."cachedBalance"),
                            trim_scale(coalesce(e."balanceAfter", 0)))
              WHEN b."entryCount" <> coalesce(e."sequence", 0)
                THEN format('it counts %s entries, the last is number %s', b."entryCount", coalesce(e."sequence", 0))
              WHEN b."cachedBalance" < 0 AND b."kind" <> 'TREASURY' THEN 'it is below zero'
              WHEN b."heldBalance" <> coalesce(w.held, 0)
                THEN format('it holds %s, the transfers that wait come to %s', trim_scale(b."heldBalance"),
                            trim_scale(coalesce(w.held, 0)))
              WHEN b."deletedAt" IS NOT NULL AND b."cachedBalance" <> 0
                THEN format('it is closed and has %s', trim_scale(b."cachedBalance"))
              END AS reason
            FROM batch b
            LEFT JOIN LATERAL (
              SELECT t."balanceAfter", t."sequence" FROM "Transaction" t
              WHERE t."tenantId" = b."tenantId" AND t."walletId" = b."id"
              ORDER BY t."sequence" DESC LIMIT 1
            ) e ON true
            LEFT JOIN waiting w ON w."fromWalletId" = b."id"
          ) judged
          WHERE reason IS NOT NULL ORDER BY "id" LIMIT 1
        )
        SELECT (SELECT count(*) FROM batch)::integer AS checked,
               (SELECT "id" FROM batch ORDER BY "id" DESC LIMIT 1) AS "last",
               (SELECT "id" FROM broken) AS "brokenId", (SELECT reason FROM broken) AS reason`,
    );
    return toStep(row, 'Wallet', limit);
  },
};
