CREATE INDEX CONCURRENTLY "Wallet_tenantId_createdAt_idx" ON "Wallet"("tenantId", "createdAt");
