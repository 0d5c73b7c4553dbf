CREATE INDEX CONCURRENTLY "Transfer_business_account_idx" ON "Transfer" ("tenantId", "businessAccountId", "createdAt")
  WHERE "businessAccountId" IS NOT NULL;
