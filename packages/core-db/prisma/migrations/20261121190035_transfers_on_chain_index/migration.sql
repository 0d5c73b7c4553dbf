CREATE UNIQUE INDEX CONCURRENTLY "Transfer_on_chain_key" ON "Transfer" ("tenantId", "onChainTxId")
  WHERE "onChainTxId" IS NOT NULL;
