-- unsafe-ok: what asked them asks the partial ones; each is gone in a moment.
DROP INDEX "Transfer_tenantId_senderOrganizationId_createdAt_idx";
DROP INDEX "Transfer_tenantId_businessAccountId_createdAt_idx";
DROP INDEX "Transfer_tenantId_reversalOfId_idx";
DROP INDEX "Transfer_tenantId_batchId_idx";
DROP INDEX "Transfer_tenantId_onChainTxId_key";
DROP INDEX "Transaction_tenantId_onChainTxId_walletId_type_key";
-- Comparing an enum is not leak-proof: no query of the application ever used it.
DROP INDEX "TransactionRiskScore_tenantId_outcome_createdAt_idx";
