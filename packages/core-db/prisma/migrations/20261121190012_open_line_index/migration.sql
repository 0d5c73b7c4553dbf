-- What waits or is held of one aggregate.
CREATE INDEX CONCURRENTLY "OutboxCommand_open_line_idx" ON "OutboxCommand" ("tenantId", "aggregateKey", "position")
  WHERE "restingStatus" = 'PENDING';
