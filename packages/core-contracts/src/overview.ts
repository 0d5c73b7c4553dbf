import { z } from 'zod';

/** One day's figures, for charts. */
export const DailyFigure = z.object({
  /** YYYY-MM-DD, UTC */
  day: z.string(),
  startedCount: z.int(),
  completedCount: z.int(),
  approvedCount: z.int(),
  deniedCount: z.int(),
});
export type DailyFigure = z.infer<typeof DailyFigure>;

export const OverviewView = z.object({
  registrationsUnderWay: z.int(),
  signUpsToday: z.int(),
  signUpsLast7Days: z.int(),
  approvalsWaiting: z.int(),
  approvalsOverdue: z.int(),
  /** Age of the oldest case that waits; null when none does. */
  oldestApprovalAgeSeconds: z.number().nullable(),
  activeUsers: z.int(),
  usersByStatus: z.array(z.object({ status: z.string(), count: z.int() })),
  outboxWaiting: z.int(),
  oldestOutboxAgeSeconds: z.number().nullable(),
  commandsFailed: z.int(),
  projectorLagBlocks: z.bigint(),
  deadLettersOpen: z.int(),
  messagesWaiting: z.int(),
  messagesDead: z.int(),
  ledgerHeight: z.bigint(),
  daily: z.array(DailyFigure),
  asOf: z.date(),
});
export type OverviewView = z.infer<typeof OverviewView>;
