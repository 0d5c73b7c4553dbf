import type { TreasuryOverview } from '@freehold/core-contracts/treasury';
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { systemWalletId } from '../money/system-wallets.ts';

const reviewedSql = defineReviewedSql(
  'treasury.overview',
  'sums over the wallets of the tenant itself and over what is under way, in one moment',
);

interface Figures {
  readonly issued: string;
  readonly circulating: string;
  readonly inFlight: string;
  readonly fees: string;
  readonly tax: string;
  readonly loanPool: string;
  readonly held: string;
  readonly pendingTransfers: number;
  readonly waitingTransfers: number;
}

/** Where the tenant's money stands; what people and organizations have is what is nowhere else. */
export async function getTreasuryOverview({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<TreasuryOverview> {
  const [[figures], state] = await Promise.all([
    queryReviewed<Figures>(
      ctx.db,
      reviewedSql,
      Prisma.sql`
        WITH own AS (
          SELECT
            coalesce(-sum("cachedBalance") FILTER (WHERE "kind" = 'TREASURY'), 0) AS issued,
            coalesce(sum("cachedBalance") FILTER (WHERE "kind" = 'CLEARING'), 0) AS "inFlight",
            coalesce(sum("cachedBalance") FILTER (WHERE "kind" = 'FEES'), 0) AS fees,
            coalesce(sum("cachedBalance") FILTER (WHERE "kind" = 'TAX'), 0) AS tax,
            coalesce(sum("cachedBalance") FILTER (WHERE "kind" = 'LOAN_POOL'), 0) AS "loanPool"
          FROM "Wallet" WHERE "systemKey" IS NOT NULL
        ), waiting AS (
          SELECT coalesce(sum("amount" + "fee"), 0) AS held, count(*)::integer AS count
          FROM "Transfer" WHERE "status" = 'AWAITING_APPROVAL'
        )
        SELECT
          trim_scale(issued)::text AS issued,
          trim_scale(issued - "inFlight" - fees - tax - "loanPool")::text AS circulating,
          trim_scale("inFlight")::text AS "inFlight", trim_scale(fees)::text AS fees,
          trim_scale(tax)::text AS tax, trim_scale("loanPool")::text AS "loanPool",
          trim_scale(held)::text AS held, waiting.count AS "waitingTransfers",
          (SELECT count(*) FROM "Transfer" WHERE "status" = 'PENDING')::integer AS "pendingTransfers"
        FROM own, waiting`,
    ),
    ctx.db.systemState.findFirst({ select: { isPaused: true, pauseReason: true } }),
  ]);
  if (figures === undefined) throw new Error('The figures have no row');
  return {
    ...figures,
    currencyCode: ctx.tenant.settings.currencyCode,
    loanPoolWalletId: systemWalletId(ctx.tenant.id, 'LOAN_POOL'),
    isPaused: state?.isPaused ?? false,
    pauseReason: state?.pauseReason ?? null,
  };
}
