-- What failed or was given up, newest first.
CREATE INDEX CONCURRENTLY "OutboxCommand_set_aside_idx" ON "OutboxCommand" ("tenantId", "createdAt")
  WHERE "restingStatus" IN ('FAILED', 'CANCELLED');
