import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { MoneyCheck } from './money-check.ts';

const reviewedSql = defineReviewedSql(
  'money.checkIssued',
  'all balances are added up in one moment',
);

interface Row {
  readonly checked: number;
  readonly treasuryId: string | null;
  readonly issued: string;
  readonly others: string;
  readonly distributed: string;
  readonly isSame: boolean;
}

/** The sum of all balances is what was issued, and what was issued is what the issues come to. */
export const checkIssued: MoneyCheck = {
  name: 'issued',
  says: 'the sum of all balances is what was issued',
  async step(db) {
    const [row] = await queryReviewed<Row>(
      db,
      reviewedSql,
      Prisma.sql`
        SELECT checked, "treasuryId", trim_scale(issued)::text AS issued, trim_scale(others)::text AS others,
               trim_scale(distributed)::text AS distributed,
               issued = others AND issued = distributed AS "isSame"
        FROM (
          SELECT count(*)::integer AS checked,
                 (array_agg("id") FILTER (WHERE "kind" = 'TREASURY'))[1] AS "treasuryId",
                 coalesce(-sum("cachedBalance") FILTER (WHERE "kind" = 'TREASURY'), 0) AS issued,
                 coalesce(sum("cachedBalance") FILTER (WHERE "kind" <> 'TREASURY'), 0) AS others
          FROM "Wallet"
        ) balances, LATERAL (
          SELECT coalesce(sum("amount" + "fee"), 0) AS distributed FROM "Transfer"
          WHERE "fromWalletId" = "treasuryId" AND "status" IN ('PENDING', 'CONFIRMED', 'REVERSED')
        ) issues`,
    );
    if (row === undefined) throw new Error('The check has no row');
    const { checked, treasuryId, issued, others, distributed, isSame } = row;
    const sums = `issued ${issued}, issues come to ${distributed}, all balances to ${others}`;
    return {
      checked,
      cursor: null,
      broken: isSame ? null : { entity: 'Wallet', id: treasuryId ?? 'TREASURY', reason: sums },
    };
  },
};
