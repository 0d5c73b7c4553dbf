-- Which waiting commands of an aggregate are put off: what was written after them waits with them.
CREATE INDEX CONCURRENTLY "OutboxCommand_put_off_idx" ON "OutboxCommand" ("tenantId", "aggregateKey", "availableAt")
  WHERE "status" = 'PENDING';
