-- What the clean-up erases after ten seconds; few rows at any time.
CREATE INDEX CONCURRENTLY "RefreshToken_grace_idx" ON "RefreshToken" ("tenantId", "usedAt") WHERE "graceCiphertext" IS NOT NULL;
