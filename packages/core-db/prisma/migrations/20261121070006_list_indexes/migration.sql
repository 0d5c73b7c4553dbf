-- unsafe-ok: belongs to the first release, whose tables are empty when this runs.

-- Prisma sends an enum as a cast parameter, which the planner cannot match with an enum predicate of
-- a partial index; null tests and plain columns it can. The predicates on enums below serve counts
-- that are written in SQL.

-- The approval queue and the overview's daily figures.
CREATE INDEX "ApprovalCase_undecided_idx" ON "ApprovalCase" ("tenantId", "openedAt", "id") WHERE "decidedAt" IS NULL;
CREATE INDEX "ApprovalCase_undecided_due_idx" ON "ApprovalCase" ("tenantId", "dueAt") WHERE "decidedAt" IS NULL;
CREATE INDEX "ApprovalCase_decided_idx" ON "ApprovalCase" ("tenantId", "decidedAt") WHERE "decidedAt" IS NOT NULL;
CREATE INDEX "ApprovalCase_tenantId_openedAt_id_idx" ON "ApprovalCase" ("tenantId", "openedAt", "id");

-- Registrations under way, and those of one network.
CREATE INDEX "PendingRegistration_live_idx" ON "PendingRegistration" ("tenantId", "expiresAt")
  WHERE "currentStep" NOT IN ('COMPLETED', 'CANCELLED');
CREATE INDEX "PendingRegistration_tenantId_ipAddress_createdAt_idx"
  ON "PendingRegistration" ("tenantId", "ipAddress", "createdAt");

-- Completions that were cut off.
CREATE INDEX "PendingRegistration_owed_idx" ON "PendingRegistration" ("tenantId", "updatedAt")
  WHERE "phoneVerified" AND "completedAt" IS NULL;

-- Counts by status, from the index alone.
CREATE INDEX "User_status_idx" ON "User" ("tenantId", "status") WHERE "deletedAt" IS NULL;
CREATE INDEX "OutboxCommand_failed_idx" ON "OutboxCommand" ("tenantId") WHERE "status" = 'FAILED';
CREATE INDEX "OutboundMessage_dead_idx" ON "OutboundMessage" ("tenantId") WHERE "status" = 'DEAD';
CREATE INDEX "EventDLQ_open_idx" ON "EventDLQ" ("tenantId") WHERE "status" = 'OPEN';

-- Lets the console show what every connection does; on a server where the owner may not grant it,
-- the console shows what it can.
DO $$
BEGIN
  GRANT pg_read_all_stats TO freehold_privileged;
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
