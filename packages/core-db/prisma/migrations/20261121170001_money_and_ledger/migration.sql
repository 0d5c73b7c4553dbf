-- CreateEnum
CREATE TYPE "BusinessAccountStatus" AS ENUM ('ACTIVE', 'CLOSED');

-- CreateEnum
CREATE TYPE "SignatoryRole" AS ENUM ('DIRECTOR', 'FINANCE', 'CLERK');

-- CreateEnum
CREATE TYPE "ApprovalVerdict" AS ENUM ('APPROVE', 'REJECT');

-- CreateEnum
CREATE TYPE "LimitScope" AS ENUM ('TENANT', 'ROLE', 'TIER', 'USER', 'ORGANIZATION');

-- CreateEnum
CREATE TYPE "RiskOutcome" AS ENUM ('ALLOW', 'REVIEW', 'BLOCK');

-- CreateEnum
CREATE TYPE "TransferKind" AS ENUM ('TRANSFER', 'BUSINESS', 'GENESIS', 'TAX', 'LOAN', 'REVERSAL');

-- CreateEnum
CREATE TYPE "TransferStatus" AS ENUM ('PENDING', 'AWAITING_APPROVAL', 'CONFIRMED', 'REJECTED', 'FAILED', 'REVERSED');

-- CreateEnum
CREATE TYPE "TransactionType" AS ENUM ('SENT', 'RECEIVED', 'FEE', 'TAX', 'MINT', 'REFUND', 'REVERSAL');

-- CreateEnum
CREATE TYPE "LoanStatus" AS ENUM ('REQUESTED', 'APPLIED', 'APPROVING', 'APPROVED', 'REJECTED', 'FAILED');

-- CreateEnum
CREATE TYPE "GovernanceStatus" AS ENUM ('OPEN', 'EXECUTED', 'REJECTED');

-- CreateEnum
CREATE TYPE "OnchainOrganizationStatus" AS ENUM ('PROPOSED', 'ENDORSED', 'ACTIVE');

-- CreateEnum
CREATE TYPE "MultisigStatus" AS ENUM ('INITIATED', 'APPROVED', 'EXECUTED');

-- CreateEnum
CREATE TYPE "TaxRunStatus" AS ENUM ('DRY_RUN', 'APPLYING', 'APPLIED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "TaxAssessmentStatus" AS ENUM ('PLANNED', 'APPLIED', 'SKIPPED', 'FAILED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "WalletKind" ADD VALUE 'ORGANIZATION';
ALTER TYPE "WalletKind" ADD VALUE 'LOAN_POOL';

-- AlterTable
ALTER TABLE "Wallet" ADD COLUMN     "entryCount" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "frozenAt" TIMESTAMPTZ(3),
ADD COLUMN     "isFrozenOnchain" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lastMovedAt" TIMESTAMPTZ(3),
ADD COLUMN     "organizationId" UUID,
ADD COLUMN     "systemKey" VARCHAR(40),
ADD COLUMN     "unfreezeRequestedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "BusinessAccount" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "walletId" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "status" "BusinessAccountStatus" NOT NULL DEFAULT 'ACTIVE',
    "approvalTtlHours" INTEGER NOT NULL DEFAULT 72,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BusinessAccount_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "BusinessSignatory" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "businessAccountId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "SignatoryRole" NOT NULL,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BusinessSignatory_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "BusinessRule" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "businessAccountId" UUID NOT NULL,
    "fromAmount" DECIMAL(36,9) NOT NULL,
    "belowAmount" DECIMAL(36,9),
    "minimumWeight" INTEGER NOT NULL,
    "minimumApprovers" INTEGER NOT NULL,
    "requiredRole" "SignatoryRole",
    "isInitiatorCounted" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BusinessRule_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TransactionApproval" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "transferId" UUID NOT NULL,
    "deciderId" UUID NOT NULL,
    "deciderTenantId" UUID NOT NULL,
    "deciderName" VARCHAR(220) NOT NULL,
    "isOperator" BOOLEAN NOT NULL DEFAULT false,
    "signatoryRole" "SignatoryRole",
    "weight" INTEGER NOT NULL DEFAULT 0,
    "decision" "ApprovalVerdict" NOT NULL,
    "reason" VARCHAR(500),
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransactionApproval_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "LedgerPipeline" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "reason" VARCHAR(500),
    "changedByName" VARCHAR(220),
    "pausedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerPipeline_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "TransactionLimit" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "scope" "LimitScope" NOT NULL,
    "scopeKey" VARCHAR(80) NOT NULL,
    "maxPerTransfer" DECIMAL(36,9),
    "maxPerDay" DECIMAL(36,9),
    "maxPerMonth" DECIMAL(36,9),
    "maxCountPerDay" INTEGER,
    "maxCountPerMonth" INTEGER,
    "maxCountPerHour" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransactionLimit_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TransferUsage" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "ownerId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "dayAmount" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "dayCount" INTEGER NOT NULL DEFAULT 0,
    "month" DATE NOT NULL,
    "monthAmount" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "monthCount" INTEGER NOT NULL DEFAULT 0,
    "totalCount" BIGINT NOT NULL DEFAULT 0,
    "usualAmount" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransferUsage_pkey" PRIMARY KEY ("tenantId","ownerId")
);

-- CreateTable
CREATE TABLE "TransactionRiskScore" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "transferId" UUID NOT NULL,
    "score" SMALLINT NOT NULL,
    "parts" JSONB NOT NULL,
    "outcome" "RiskOutcome" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransactionRiskScore_pkey" PRIMARY KEY ("tenantId","transferId")
);

-- CreateTable
CREATE TABLE "Transfer" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "requestId" VARCHAR(120) NOT NULL,
    "contentDigest" BYTEA NOT NULL,
    "kind" "TransferKind" NOT NULL DEFAULT 'TRANSFER',
    "status" "TransferStatus" NOT NULL DEFAULT 'PENDING',
    "fromWalletId" UUID NOT NULL,
    "toWalletId" UUID,
    "amount" DECIMAL(36,9) NOT NULL,
    "fee" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "reference" VARCHAR(140),
    "clearingWalletId" UUID,
    "senderUserId" UUID,
    "senderOrganizationId" UUID,
    "businessAccountId" UUID,
    "approvalRule" JSONB,
    "approvalExpiresAt" TIMESTAMPTZ(3),
    "reversalOfId" UUID,
    "riskScore" SMALLINT,
    "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "commandId" UUID,
    "onChainTxId" VARCHAR(128),
    "batchId" UUID,
    "createdByKind" "AuditActorKind" NOT NULL,
    "createdById" VARCHAR(80),
    "createdByName" VARCHAR(220) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TransferLeg" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "transferId" UUID NOT NULL,
    "legIndex" INTEGER NOT NULL,
    "toWalletId" UUID NOT NULL,
    "amount" DECIMAL(36,9) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransferLeg_pkey" PRIMARY KEY ("tenantId","transferId","legIndex")
);

-- CreateTable
CREATE TABLE "Transaction" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "transferId" UUID NOT NULL,
    "walletId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "type" "TransactionType" NOT NULL,
    "counterparty" UUID,
    "amount" DECIMAL(36,9) NOT NULL,
    "balanceAfter" DECIMAL(36,9) NOT NULL,
    "onChainTxId" VARCHAR(128),
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Transaction_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Loan" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "walletId" UUID NOT NULL,
    "amount" DECIMAL(36,9) NOT NULL,
    "termMonths" INTEGER NOT NULL,
    "purpose" VARCHAR(500) NOT NULL,
    "status" "LoanStatus" NOT NULL DEFAULT 'REQUESTED',
    "transferId" UUID,
    "errorCode" VARCHAR(80),
    "appliedAt" TIMESTAMPTZ(3),
    "approvedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Loan_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "GovernanceProposal" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "body" VARCHAR(4000) NOT NULL,
    "effect" JSONB,
    "proposerId" VARCHAR(80) NOT NULL,
    "status" "GovernanceStatus" NOT NULL DEFAULT 'OPEN',
    "votesFor" INTEGER NOT NULL DEFAULT 0,
    "votesAgainst" INTEGER NOT NULL DEFAULT 0,
    "quorum" INTEGER NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "executedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GovernanceProposal_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "GovernanceVote" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "proposalId" UUID NOT NULL,
    "voterId" VARCHAR(80) NOT NULL,
    "isFor" BOOLEAN NOT NULL,
    "castAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GovernanceVote_pkey" PRIMARY KEY ("tenantId","proposalId","voterId")
);

-- CreateTable
CREATE TABLE "OnchainOrganization" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "status" "OnchainOrganizationStatus" NOT NULL DEFAULT 'PROPOSED',
    "endorsements" INTEGER NOT NULL DEFAULT 0,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OnchainOrganization_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "OnchainEndorsement" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "organizationId" UUID NOT NULL,
    "endorserId" VARCHAR(80) NOT NULL,
    "endorsedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OnchainEndorsement_pkey" PRIMARY KEY ("tenantId","organizationId","endorserId")
);

-- CreateTable
CREATE TABLE "OnchainAuthRule" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "organizationId" UUID NOT NULL,
    "ruleId" VARCHAR(80) NOT NULL,
    "rule" JSONB NOT NULL,
    "definedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OnchainAuthRule_pkey" PRIMARY KEY ("tenantId","organizationId","ruleId")
);

-- CreateTable
CREATE TABLE "OnchainMultisig" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "walletId" UUID NOT NULL,
    "status" "MultisigStatus" NOT NULL DEFAULT 'INITIATED',
    "approverIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "initiatedAt" TIMESTAMPTZ(3) NOT NULL,
    "executedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OnchainMultisig_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SystemState" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "isBootstrapped" BOOLEAN NOT NULL DEFAULT false,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "pauseReason" VARCHAR(500),
    "isTreasuryActive" BOOLEAN NOT NULL DEFAULT false,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SystemState_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "SystemParameter" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "key" VARCHAR(80) NOT NULL,
    "value" VARCHAR(500) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SystemParameter_pkey" PRIMARY KEY ("tenantId","key")
);

-- CreateTable
CREATE TABLE "OnchainCountry" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "countryCode" CHAR(2) NOT NULL,
    "data" JSONB NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OnchainCountry_pkey" PRIMARY KEY ("tenantId","countryCode")
);

-- CreateTable
CREATE TABLE "SystemAdmin" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "adminId" VARCHAR(80) NOT NULL,
    "role" VARCHAR(60) NOT NULL,
    "appointedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SystemAdmin_pkey" PRIMARY KEY ("tenantId","adminId")
);

-- CreateTable
CREATE TABLE "DailyLedgerFigures" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "day" DATE NOT NULL,
    "usersCreated" INTEGER NOT NULL DEFAULT 0,
    "transferCount" INTEGER NOT NULL DEFAULT 0,
    "transferVolume" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "feeVolume" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "issuedVolume" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "taxVolume" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "eventCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DailyLedgerFigures_pkey" PRIMARY KEY ("tenantId","day")
);

-- CreateTable
CREATE TABLE "Beneficiary" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "walletId" UUID NOT NULL,
    "label" VARCHAR(80) NOT NULL,
    "verifiedName" VARCHAR(220) NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Beneficiary_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "contactUserId" UUID,
    "name" VARCHAR(120) NOT NULL,
    "email" VARCHAR(254),
    "phone" VARCHAR(16),
    "note" VARCHAR(500),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TaxRun" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "cycleStart" TIMESTAMPTZ(3) NOT NULL,
    "cycleEnd" TIMESTAMPTZ(3) NOT NULL,
    "status" "TaxRunStatus" NOT NULL DEFAULT 'DRY_RUN',
    "rules" JSONB NOT NULL,
    "walletCount" INTEGER NOT NULL DEFAULT 0,
    "totalAmount" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "createdByName" VARCHAR(220) NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TaxRun_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TaxAssessment" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "taxRunId" UUID NOT NULL,
    "walletId" UUID NOT NULL,
    "cycleStart" TIMESTAMPTZ(3),
    "balance" DECIMAL(36,9) NOT NULL,
    "rate" DECIMAL(10,9) NOT NULL,
    "amount" DECIMAL(36,9) NOT NULL,
    "status" "TaxAssessmentStatus" NOT NULL DEFAULT 'PLANNED',
    "reason" VARCHAR(80),
    "transferId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TaxAssessment_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "BusinessAccount_tenantId_organizationId_idx" ON "BusinessAccount"("tenantId", "organizationId");

-- CreateIndex
CREATE INDEX "BusinessAccount_tenantId_createdAt_idx" ON "BusinessAccount"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "BusinessAccount_tenantId_walletId_key" ON "BusinessAccount"("tenantId", "walletId");

-- CreateIndex
CREATE INDEX "BusinessSignatory_tenantId_userId_idx" ON "BusinessSignatory"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "BusinessSignatory_tenantId_businessAccountId_userId_key" ON "BusinessSignatory"("tenantId", "businessAccountId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "BusinessRule_tenantId_businessAccountId_fromAmount_key" ON "BusinessRule"("tenantId", "businessAccountId", "fromAmount");

-- CreateIndex
CREATE UNIQUE INDEX "TransactionApproval_tenantId_transferId_deciderId_key" ON "TransactionApproval"("tenantId", "transferId", "deciderId");

-- CreateIndex
CREATE UNIQUE INDEX "TransactionLimit_tenantId_scope_scopeKey_key" ON "TransactionLimit"("tenantId", "scope", "scopeKey");

-- CreateIndex
CREATE INDEX "TransactionRiskScore_tenantId_outcome_createdAt_idx" ON "TransactionRiskScore"("tenantId", "outcome", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_createdAt_idx" ON "Transfer"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_status_createdAt_idx" ON "Transfer"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_fromWalletId_createdAt_idx" ON "Transfer"("tenantId", "fromWalletId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_toWalletId_createdAt_idx" ON "Transfer"("tenantId", "toWalletId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_clearingWalletId_idx" ON "Transfer"("tenantId", "clearingWalletId");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_senderUserId_createdAt_idx" ON "Transfer"("tenantId", "senderUserId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_senderOrganizationId_createdAt_idx" ON "Transfer"("tenantId", "senderOrganizationId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_businessAccountId_createdAt_idx" ON "Transfer"("tenantId", "businessAccountId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_reversalOfId_idx" ON "Transfer"("tenantId", "reversalOfId");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_commandId_idx" ON "Transfer"("tenantId", "commandId");

-- CreateIndex
CREATE INDEX "Transfer_tenantId_batchId_idx" ON "Transfer"("tenantId", "batchId");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_tenantId_requestId_key" ON "Transfer"("tenantId", "requestId");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_tenantId_onChainTxId_key" ON "Transfer"("tenantId", "onChainTxId");

-- CreateIndex
CREATE INDEX "TransferLeg_tenantId_toWalletId_idx" ON "TransferLeg"("tenantId", "toWalletId");

-- CreateIndex
CREATE INDEX "Transaction_tenantId_transferId_idx" ON "Transaction"("tenantId", "transferId");

-- CreateIndex
CREATE INDEX "Transaction_tenantId_counterparty_timestamp_idx" ON "Transaction"("tenantId", "counterparty", "timestamp");

-- CreateIndex
CREATE INDEX "Transaction_timestamp_idx" ON "Transaction"("timestamp");

-- CreateIndex
CREATE UNIQUE INDEX "Transaction_tenantId_walletId_sequence_key" ON "Transaction"("tenantId", "walletId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Transaction_tenantId_onChainTxId_walletId_type_key" ON "Transaction"("tenantId", "onChainTxId", "walletId", "type");

-- CreateIndex
CREATE INDEX "Loan_tenantId_userId_createdAt_idx" ON "Loan"("tenantId", "userId", "createdAt");

-- CreateIndex
CREATE INDEX "Loan_tenantId_status_createdAt_idx" ON "Loan"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "Loan_tenantId_walletId_idx" ON "Loan"("tenantId", "walletId");

-- CreateIndex
CREATE INDEX "Loan_tenantId_transferId_idx" ON "Loan"("tenantId", "transferId");

-- CreateIndex
CREATE INDEX "GovernanceProposal_tenantId_status_createdAt_idx" ON "GovernanceProposal"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "OnchainOrganization_tenantId_status_idx" ON "OnchainOrganization"("tenantId", "status");

-- CreateIndex
CREATE INDEX "OnchainMultisig_tenantId_walletId_idx" ON "OnchainMultisig"("tenantId", "walletId");

-- CreateIndex
CREATE INDEX "Beneficiary_tenantId_walletId_idx" ON "Beneficiary"("tenantId", "walletId");

-- CreateIndex
CREATE UNIQUE INDEX "Beneficiary_tenantId_userId_walletId_key" ON "Beneficiary"("tenantId", "userId", "walletId");

-- CreateIndex
CREATE INDEX "Contact_tenantId_userId_name_idx" ON "Contact"("tenantId", "userId", "name");

-- CreateIndex
CREATE INDEX "Contact_tenantId_contactUserId_idx" ON "Contact"("tenantId", "contactUserId");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_tenantId_userId_email_key" ON "Contact"("tenantId", "userId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_tenantId_userId_phone_key" ON "Contact"("tenantId", "userId", "phone");

-- CreateIndex
CREATE INDEX "TaxRun_tenantId_cycleStart_idx" ON "TaxRun"("tenantId", "cycleStart");

-- CreateIndex
CREATE INDEX "TaxRun_tenantId_status_createdAt_idx" ON "TaxRun"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "TaxAssessment_tenantId_taxRunId_status_idx" ON "TaxAssessment"("tenantId", "taxRunId", "status");

-- CreateIndex
CREATE INDEX "TaxAssessment_tenantId_transferId_idx" ON "TaxAssessment"("tenantId", "transferId");

-- CreateIndex
CREATE UNIQUE INDEX "TaxAssessment_tenantId_taxRunId_walletId_key" ON "TaxAssessment"("tenantId", "taxRunId", "walletId");

-- CreateIndex
CREATE UNIQUE INDEX "TaxAssessment_tenantId_walletId_cycleStart_key" ON "TaxAssessment"("tenantId", "walletId", "cycleStart");

-- AddForeignKey
ALTER TABLE "BusinessAccount" ADD CONSTRAINT "BusinessAccount_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessAccount" ADD CONSTRAINT "BusinessAccount_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessAccount" ADD CONSTRAINT "BusinessAccount_tenantId_walletId_fkey" FOREIGN KEY ("tenantId", "walletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessSignatory" ADD CONSTRAINT "BusinessSignatory_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessSignatory" ADD CONSTRAINT "BusinessSignatory_tenantId_businessAccountId_fkey" FOREIGN KEY ("tenantId", "businessAccountId") REFERENCES "BusinessAccount"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessSignatory" ADD CONSTRAINT "BusinessSignatory_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessRule" ADD CONSTRAINT "BusinessRule_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessRule" ADD CONSTRAINT "BusinessRule_tenantId_businessAccountId_fkey" FOREIGN KEY ("tenantId", "businessAccountId") REFERENCES "BusinessAccount"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransactionApproval" ADD CONSTRAINT "TransactionApproval_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransactionApproval" ADD CONSTRAINT "TransactionApproval_tenantId_transferId_fkey" FOREIGN KEY ("tenantId", "transferId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerPipeline" ADD CONSTRAINT "LedgerPipeline_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransactionLimit" ADD CONSTRAINT "TransactionLimit_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferUsage" ADD CONSTRAINT "TransferUsage_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransactionRiskScore" ADD CONSTRAINT "TransactionRiskScore_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransactionRiskScore" ADD CONSTRAINT "TransactionRiskScore_tenantId_transferId_fkey" FOREIGN KEY ("tenantId", "transferId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_tenantId_fromWalletId_fkey" FOREIGN KEY ("tenantId", "fromWalletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_tenantId_toWalletId_fkey" FOREIGN KEY ("tenantId", "toWalletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_tenantId_clearingWalletId_fkey" FOREIGN KEY ("tenantId", "clearingWalletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_tenantId_businessAccountId_fkey" FOREIGN KEY ("tenantId", "businessAccountId") REFERENCES "BusinessAccount"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_tenantId_reversalOfId_fkey" FOREIGN KEY ("tenantId", "reversalOfId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferLeg" ADD CONSTRAINT "TransferLeg_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferLeg" ADD CONSTRAINT "TransferLeg_tenantId_transferId_fkey" FOREIGN KEY ("tenantId", "transferId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferLeg" ADD CONSTRAINT "TransferLeg_tenantId_toWalletId_fkey" FOREIGN KEY ("tenantId", "toWalletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_tenantId_transferId_fkey" FOREIGN KEY ("tenantId", "transferId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_tenantId_walletId_fkey" FOREIGN KEY ("tenantId", "walletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Loan" ADD CONSTRAINT "Loan_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Loan" ADD CONSTRAINT "Loan_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Loan" ADD CONSTRAINT "Loan_tenantId_walletId_fkey" FOREIGN KEY ("tenantId", "walletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Loan" ADD CONSTRAINT "Loan_tenantId_transferId_fkey" FOREIGN KEY ("tenantId", "transferId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GovernanceProposal" ADD CONSTRAINT "GovernanceProposal_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GovernanceVote" ADD CONSTRAINT "GovernanceVote_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GovernanceVote" ADD CONSTRAINT "GovernanceVote_tenantId_proposalId_fkey" FOREIGN KEY ("tenantId", "proposalId") REFERENCES "GovernanceProposal"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainOrganization" ADD CONSTRAINT "OnchainOrganization_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainEndorsement" ADD CONSTRAINT "OnchainEndorsement_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainEndorsement" ADD CONSTRAINT "OnchainEndorsement_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "OnchainOrganization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainAuthRule" ADD CONSTRAINT "OnchainAuthRule_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainAuthRule" ADD CONSTRAINT "OnchainAuthRule_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "OnchainOrganization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainMultisig" ADD CONSTRAINT "OnchainMultisig_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SystemState" ADD CONSTRAINT "SystemState_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SystemParameter" ADD CONSTRAINT "SystemParameter_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnchainCountry" ADD CONSTRAINT "OnchainCountry_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SystemAdmin" ADD CONSTRAINT "SystemAdmin_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DailyLedgerFigures" ADD CONSTRAINT "DailyLedgerFigures_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Beneficiary" ADD CONSTRAINT "Beneficiary_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Beneficiary" ADD CONSTRAINT "Beneficiary_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Beneficiary" ADD CONSTRAINT "Beneficiary_tenantId_walletId_fkey" FOREIGN KEY ("tenantId", "walletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_tenantId_contactUserId_fkey" FOREIGN KEY ("tenantId", "contactUserId") REFERENCES "User"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaxRun" ADD CONSTRAINT "TaxRun_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaxAssessment" ADD CONSTRAINT "TaxAssessment_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaxAssessment" ADD CONSTRAINT "TaxAssessment_tenantId_taxRunId_fkey" FOREIGN KEY ("tenantId", "taxRunId") REFERENCES "TaxRun"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaxAssessment" ADD CONSTRAINT "TaxAssessment_tenantId_walletId_fkey" FOREIGN KEY ("tenantId", "walletId") REFERENCES "Wallet"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaxAssessment" ADD CONSTRAINT "TaxAssessment_tenantId_transferId_fkey" FOREIGN KEY ("tenantId", "transferId") REFERENCES "Transfer"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rows that change with every transfer: room on the page keeps their indexes untouched.
ALTER TABLE "TransferUsage" SET (fillfactor = 70);

-- Held money is part of the balance; only the treasury, which issues, may be below zero.
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_heldBalance_within_check"
  CHECK ("heldBalance" <= "cachedBalance" OR "kind" = 'TREASURY') NOT VALID;
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_amount_check" CHECK ("amount" > 0 AND "fee" >= 0);
ALTER TABLE "TransferLeg" ADD CONSTRAINT "TransferLeg_amount_check" CHECK ("amount" > 0);
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_amount_check" CHECK ("amount" <> 0 AND "sequence" > 0);
ALTER TABLE "TransactionRiskScore" ADD CONSTRAINT "TransactionRiskScore_score_check" CHECK ("score" BETWEEN 0 AND 100);
ALTER TABLE "BusinessRule" ADD CONSTRAINT "BusinessRule_band_check"
  CHECK ("fromAmount" >= 0 AND ("belowAmount" IS NULL OR "belowAmount" > "fromAmount"));

-- The last 30 days of a person's wallets come from this index alone; Prisma cannot say INCLUDE.
CREATE INDEX "Transaction_statement_idx" ON "Transaction" ("tenantId", "walletId", "timestamp")
  INCLUDE ("sequence", "type", "amount", "balanceAfter", "transferId", "counterparty");
-- What waits for somebody, counted and listed without reading what is settled.
CREATE INDEX "Transfer_waiting_idx" ON "Transfer" ("tenantId", "createdAt")
  WHERE "status" = 'AWAITING_APPROVAL';
CREATE INDEX "Transfer_approvalExpiresAt_idx" ON "Transfer" ("approvalExpiresAt")
  WHERE "status" = 'AWAITING_APPROVAL';

-- Everything the catalogue of tables had, and what is written once.
CREATE OR REPLACE FUNCTION table_rules()
RETURNS TABLE (table_name text, kind text, privileged_verbs text[])
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog
AS $$
  VALUES
    ('Tenant', 'shared', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('Country', 'shared', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('AuditChain', 'database-written', ARRAY[]::text[]),
    ('AuditLog', 'append-only', ARRAY['INSERT']),
    ('EventLog', 'append-only', ARRAY[]::text[]),
    ('LedgerBlock', 'append-only', ARRAY[]::text[]),
    ('LedgerTransaction', 'append-only', ARRAY[]::text[]),
    ('Transaction', 'append-only', ARRAY[]::text[]),
    ('TransferLeg', 'append-only', ARRAY[]::text[]),
    ('TransactionRiskScore', 'append-only', ARRAY[]::text[]),
    ('OutboxCommand', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('OutboundMessage', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('PendingRegistration', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('Session', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('UsageBudget', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('WebhookDelivery', 'tenant', ARRAY['UPDATE', 'DELETE'])
$$;

CALL protect_tenant_tables();
