-- Whatever hangs on a wallet or a transfer of its tenant by a composite key cannot be of a tenant that
-- is not there: a key to the tenant says it again, and locks the tenant's row for every entry.
ALTER TABLE "Transfer" DROP CONSTRAINT "Transfer_tenantId_fkey";
ALTER TABLE "Transaction" DROP CONSTRAINT "Transaction_tenantId_fkey";
ALTER TABLE "TransferLeg" DROP CONSTRAINT "TransferLeg_tenantId_fkey";
ALTER TABLE "TransactionRiskScore" DROP CONSTRAINT "TransactionRiskScore_tenantId_fkey";
