CREATE INDEX CONCURRENTLY "Transfer_batch_idx" ON "Transfer" ("tenantId", "batchId")
  WHERE "batchId" IS NOT NULL;
