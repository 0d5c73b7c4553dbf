CREATE UNIQUE INDEX CONCURRENTLY "Transaction_on_chain_key" ON "Transaction" ("tenantId", "onChainTxId", "walletId", "type")
  WHERE "onChainTxId" IS NOT NULL;
