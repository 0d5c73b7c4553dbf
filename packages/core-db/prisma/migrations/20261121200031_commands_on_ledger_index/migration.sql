-- A command has no transaction until it is told: writing one needs no entry here.
CREATE INDEX CONCURRENTLY "OutboxCommand_on_ledger_idx" ON "OutboxCommand" ("fabricTxId")
  WHERE "fabricTxId" IS NOT NULL;
