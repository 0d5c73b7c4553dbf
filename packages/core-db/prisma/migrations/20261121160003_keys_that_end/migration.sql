CREATE INDEX CONCURRENTLY "ApiKey_ending_idx" ON "ApiKey" ("tenantId", "expiresAt")
  WHERE "revokedAt" IS NULL AND "noticedAt" IS NULL;
