-- Which commands of an aggregate a worker holds: the claim asks for each one it would take.
CREATE INDEX CONCURRENTLY "OutboxCommand_in_flight_idx" ON "OutboxCommand" ("tenantId", "aggregateKey", "position")
  WHERE "status" IN ('LOCKED', 'SUBMITTED');
