CREATE UNIQUE INDEX CONCURRENTLY "Wallet_tenantId_systemKey_key" ON "Wallet"("tenantId", "systemKey");
