CREATE INDEX CONCURRENTLY "Transfer_reversal_idx" ON "Transfer" ("tenantId", "reversalOfId")
  WHERE "reversalOfId" IS NOT NULL;
