import type { DailyFigure } from '@freehold/core-contracts/overview';
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { utcDayStart } from './utc-day.ts';

/** Days in the charts, today included. */
export const dailyFigureDays = 30;

const reviewedSql = defineReviewedSql(
  'overview.daily',
  'Prisma cannot group by a part of a timestamp',
);

/** One row for each of the last 30 days in UTC, oldest first, days without anything included. */
export function readDailyFigures(ctx: ServiceContext, now: Date): Promise<DailyFigure[]> {
  const first = utcDayStart(now, dailyFigureDays - 1);
  // A registration that was given up is removed after a while; the audit log still knows its start.
  return queryReviewed<DailyFigure>(
    ctx.db,
    reviewedSql,
    Prisma.sql`
      WITH started AS (
        SELECT s."id", min(s."moment") AS "moment" FROM (
          SELECT r."id"::text AS "id", r."createdAt" AS "moment" FROM "PendingRegistration" r
          WHERE r."createdAt" >= ${first}::timestamptz
          UNION ALL
          SELECT a."entityId", a."createdAt" FROM "AuditLog" a
          WHERE a."action" = 'registration.start' AND a."createdAt" >= ${first}::timestamptz
        ) s GROUP BY s."id"
      ), moments AS (
        SELECT 'started' AS "kind", "moment" FROM started
        UNION ALL
        SELECT 'completed', u."createdAt" FROM "User" u
        WHERE u."role" = 'USER' AND u."createdAt" >= ${first}::timestamptz
        UNION ALL
        SELECT CASE c."status" WHEN 'APPROVED' THEN 'approved' ELSE 'denied' END, c."decidedAt"
        FROM "ApprovalCase" c WHERE c."decidedAt" >= ${first}::timestamptz
      )
      SELECT to_char(d."day", 'YYYY-MM-DD') AS "day",
        (count(*) FILTER (WHERE m."kind" = 'started'))::integer AS "startedCount",
        (count(*) FILTER (WHERE m."kind" = 'completed'))::integer AS "completedCount",
        (count(*) FILTER (WHERE m."kind" = 'approved'))::integer AS "approvedCount",
        (count(*) FILTER (WHERE m."kind" = 'denied'))::integer AS "deniedCount"
      FROM generate_series(0, ${dailyFigureDays - 1}::integer) AS n("offset")
      CROSS JOIN LATERAL (SELECT (${first}::timestamptz AT TIME ZONE 'UTC')::date + n."offset" AS "day") d
      LEFT JOIN moments m ON (m."moment" AT TIME ZONE 'UTC')::date = d."day"
      GROUP BY d."day" ORDER BY d."day"`,
  );
}
