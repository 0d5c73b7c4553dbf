CREATE INDEX CONCURRENTLY "Wallet_tenantId_organizationId_idx" ON "Wallet"("tenantId", "organizationId");
