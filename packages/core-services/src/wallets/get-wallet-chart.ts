import type { WalletChart, WalletChartInput } from '@freehold/core-contracts/wallets';
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { assertUsableWallet, assertWallet } from './wallet-access.ts';

interface ChartCall {
  readonly ctx: ServiceContext;
  readonly input: WalletChartInput;
}

const chart = defineReviewedSql(
  'wallet.chart',
  'Sums per day and a running balance in one snapshot: Prisma has no windows and no series of days',
);

/** The last days of a wallet. Throws NOT_FOUND `entity.not_found`. */
export async function getWalletChart({ ctx, input }: ChartCall): Promise<WalletChart> {
  await assertWallet(ctx.db, input.walletId);
  return readChart(ctx, input);
}

/** The same of a wallet that the caller may use. Throws as `assertUsableWallet`. */
export async function getUsableWalletChart({ ctx, input }: ChartCall): Promise<WalletChart> {
  await assertUsableWallet(ctx, input.walletId);
  return readChart(ctx, input);
}

const dayMs = 86_400_000;

async function readChart(
  ctx: ServiceContext,
  { walletId, days }: WalletChartInput,
): Promise<WalletChart> {
  const today = new Date(Math.floor(ctx.clock().getTime() / dayMs) * dayMs);
  const first = new Date(today.getTime() - (days - 1) * dayMs);
  // The balance in front of the first day is today's without what has come since, whatever its order.
  const rows = await queryReviewed<WalletChart['days'][number]>(
    ctx.db,
    chart,
    Prisma.sql`WITH entry AS (
        SELECT ("timestamp" AT TIME ZONE 'UTC')::date AS day, "amount"
        FROM "Transaction"
        WHERE "walletId" = ${walletId}::uuid AND "timestamp" >= ${first}::timestamptz
      ), moved AS (
        SELECT day,
          COALESCE(SUM("amount") FILTER (WHERE "amount" > 0), 0) AS received,
          COALESCE(-SUM("amount") FILTER (WHERE "amount" < 0), 0) AS sent,
          COUNT(*)::int AS entries
        FROM entry GROUP BY day
      ), opening AS (
        SELECT w."cachedBalance" - COALESCE((SELECT SUM("amount") FROM entry), 0) AS balance
        FROM "Wallet" w WHERE w."id" = ${walletId}::uuid
      )
      SELECT to_char(d.day, 'YYYY-MM-DD') AS "day",
        trim_scale(COALESCE(m.received, 0))::text AS "received",
        trim_scale(COALESCE(m.sent, 0))::text AS "sent",
        trim_scale(o.balance + SUM(COALESCE(m.received, 0) - COALESCE(m.sent, 0))
          OVER (ORDER BY d.day))::text AS "closingBalance",
        COALESCE(m.entries, 0) AS "entryCount"
      FROM generate_series(${first}::timestamptz AT TIME ZONE 'UTC',
          ${today}::timestamptz AT TIME ZONE 'UTC', interval '1 day') AS d(day)
        CROSS JOIN opening o
        LEFT JOIN moved m ON m.day = d.day::date
      ORDER BY d.day`,
  );
  return { currencyCode: ctx.tenant.settings.currencyCode, days: rows };
}
