-- What waits or is held, in the order written: a claim reads it from the front.
CREATE INDEX CONCURRENTLY "OutboxCommand_open_idx" ON "OutboxCommand" ("tenantId", "position")
  WHERE "restingStatus" = 'PENDING';
