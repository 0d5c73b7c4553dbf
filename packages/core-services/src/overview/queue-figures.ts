import type { OverviewView } from '@freehold/core-contracts/overview';
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { utcDayStart } from './utc-day.ts';

export type QueueFigures = Omit<OverviewView, 'activeUsers' | 'usersByStatus' | 'daily' | 'asOf'>;

const reviewedSql = defineReviewedSql('overview.queues', 'fifteen counts in one round trip');

/** How much waits where, and since when, in one statement; ages in seconds. */
export async function readQueueFigures(ctx: ServiceContext, now: Date): Promise<QueueFigures> {
  const today = utcDayStart(now);
  const weekAgo = utcDayStart(now, 6);
  const [row] = await queryReviewed<QueueFigures>(
    ctx.db,
    reviewedSql,
    Prisma.sql`
      SELECT
        (SELECT count(*) FROM "PendingRegistration"
          WHERE "currentStep" NOT IN ('COMPLETED', 'CANCELLED') AND "expiresAt" > ${now}::timestamptz
        )::integer AS "registrationsUnderWay",
        people.today AS "signUpsToday", people.week AS "signUpsLast7Days",
        cases.waiting AS "approvalsWaiting", cases.overdue AS "approvalsOverdue",
        extract(epoch FROM ${now}::timestamptz - cases.oldest)::float8 AS "oldestApprovalAgeSeconds",
        commands.waiting AS "outboxWaiting",
        extract(epoch FROM ${now}::timestamptz - commands.oldest)::float8 AS "oldestOutboxAgeSeconds",
        (SELECT count(*) FROM "OutboxCommand" WHERE "restingStatus" = 'FAILED')::integer AS "commandsFailed",
        chains.lag AS "projectorLagBlocks", chains.height AS "ledgerHeight",
        (SELECT count(*) FROM "EventDLQ" WHERE "status" = 'OPEN')::integer AS "deadLettersOpen",
        (SELECT count(*) FROM "OutboundMessage" WHERE "status" IN ('PENDING', 'LOCKED'))::integer AS "messagesWaiting",
        (SELECT count(*) FROM "OutboundMessage" WHERE "status" = 'DEAD')::integer AS "messagesDead"
      FROM
        (SELECT (count(*) FILTER (WHERE "createdAt" >= ${today}::timestamptz))::integer AS today,
                count(*)::integer AS week
         FROM "User"
         WHERE "role" = 'USER' AND "deletedAt" IS NULL AND "createdAt" >= ${weekAgo}::timestamptz) people,
        (SELECT count(*)::integer AS waiting, min(c."openedAt") AS oldest,
                (count(*) FILTER (WHERE c."dueAt" < ${now}::timestamptz))::integer AS overdue
         FROM "ApprovalCase" c
         WHERE c."decidedAt" IS NULL AND c."status" IN ('OPEN', 'SECOND_REVIEW')
           AND EXISTS (SELECT FROM "User" u
                       WHERE u."tenantId" = c."tenantId" AND u."id" = c."userId" AND u."deletedAt" IS NULL)) cases,
        (SELECT count(*)::integer AS waiting, min("createdAt") AS oldest FROM "OutboxCommand"
         WHERE "restingStatus" = 'PENDING') commands,
        (SELECT coalesce(sum(c."blockNumber" + 1), 0)::bigint AS height,
                coalesce(max(c."blockNumber" - coalesce(p."lastBlock", -1)), 0)::bigint AS lag
         FROM "LedgerChain" c
         LEFT JOIN LATERAL (SELECT min(s."lastBlock") AS "lastBlock" FROM "ProjectorState" s
                            WHERE s."tenantId" = c."tenantId" AND s."channel" = c."channel") p ON true) chains`,
  );
  if (row === undefined) throw new Error('The figures have no row');
  return {
    ...row,
    oldestApprovalAgeSeconds: toAge(row.oldestApprovalAgeSeconds),
    oldestOutboxAgeSeconds: toAge(row.oldestOutboxAgeSeconds),
  };
}

// The database's clock and ours may differ by a moment.
function toAge(seconds: number | null): number | null {
  return seconds === null ? null : Math.max(0, seconds);
}
