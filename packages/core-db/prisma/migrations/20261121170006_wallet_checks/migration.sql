ALTER TABLE "Wallet" VALIDATE CONSTRAINT "Wallet_tenantId_organizationId_fkey";
ALTER TABLE "Wallet" VALIDATE CONSTRAINT "Wallet_heldBalance_within_check";
