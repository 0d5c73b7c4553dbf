-- CreateEnum
CREATE TYPE "SessionTransport" AS ENUM ('COOKIE', 'TOKEN');

-- CreateEnum
CREATE TYPE "OrganizationTier" AS ENUM ('FREE', 'PREMIUM', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "MembershipRole" AS ENUM ('OWNER', 'ADMIN', 'MEMBER');

-- CreateEnum
CREATE TYPE "InvitationStatus" AS ENUM ('PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "SubscriptionPlan" AS ENUM ('FREE', 'PREMIUM_MONTHLY', 'PREMIUM_ANNUAL', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "SubscriptionStatus" AS ENUM ('ACTIVE', 'EXPIRED', 'CANCELLED', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "CreditEntryKind" AS ENUM ('GRANT', 'USE', 'REFUND', 'TRANSFER_IN', 'TRANSFER_OUT', 'ADJUSTMENT');

-- CreateEnum
CREATE TYPE "ProposalStatus" AS ENUM ('WAITING', 'CARRIED_OUT', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'OUTDATED');

-- CreateEnum
CREATE TYPE "NotificationSeverity" AS ENUM ('INFO', 'SUCCESS', 'WARNING', 'SECURITY');

-- CreateEnum
CREATE TYPE "AccountTokenPurpose" AS ENUM ('PASSWORD_RESET', 'EMAIL_VERIFY', 'EMAIL_CHANGE', 'PHONE_CHANGE', 'UNLOCK', 'STAFF_INVITATION');

-- CreateEnum
CREATE TYPE "PushPlatform" AS ENUM ('ANDROID', 'IOS', 'WEB');

-- CreateEnum
CREATE TYPE "WebhookDeliveryStatus" AS ENUM ('PENDING', 'LOCKED', 'DELIVERED', 'DEAD', 'CANCELLED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "SessionEndReason" ADD VALUE 'PASSWORD_RESET';
ALTER TYPE "SessionEndReason" ADD VALUE 'EMAIL_CHANGED';
ALTER TYPE "SessionEndReason" ADD VALUE 'FACTORS_CHANGED';
ALTER TYPE "SessionEndReason" ADD VALUE 'ROLE_CHANGED';
ALTER TYPE "SessionEndReason" ADD VALUE 'TOKEN_REUSED';
ALTER TYPE "SessionEndReason" ADD VALUE 'DELETED';

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "accessExpiresAt" TIMESTAMPTZ(3),
ADD COLUMN     "deviceId" UUID,
ADD COLUMN     "transport" "SessionTransport" NOT NULL DEFAULT 'COOKIE';

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3),
ADD COLUMN     "passwordChangedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Organization" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "slug" VARCHAR(40) NOT NULL,
    "tier" "OrganizationTier" NOT NULL DEFAULT 'FREE',
    "scanCredits" INTEGER NOT NULL DEFAULT 0,
    "totalScans" BIGINT NOT NULL DEFAULT 0,
    "apiCallsUsed" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "MembershipRole" NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "role" "MembershipRole" NOT NULL,
    "status" "InvitationStatus" NOT NULL DEFAULT 'PENDING',
    "tokenHash" BYTEA NOT NULL,
    "invitedById" UUID,
    "invitedByName" VARCHAR(220) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "prefix" VARCHAR(24) NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "createdById" UUID,
    "createdByName" VARCHAR(220) NOT NULL,
    "rotatedFromId" UUID,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedIp" VARCHAR(45),
    "revokedAt" TIMESTAMPTZ(3),
    "revokeReason" VARCHAR(500),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "plan" "SubscriptionPlan" NOT NULL DEFAULT 'FREE',
    "status" "SubscriptionStatus" NOT NULL DEFAULT 'ACTIVE',
    "expiresAt" TIMESTAMPTZ(3),
    "autoRenew" BOOLEAN NOT NULL DEFAULT false,
    "renewedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "UsageLog" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "organizationId" UUID NOT NULL,
    "apiKeyId" UUID NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "callCount" BIGINT NOT NULL DEFAULT 0,
    "errorCount" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UsageLog_pkey" PRIMARY KEY ("tenantId","apiKeyId","periodStart")
);

-- CreateTable
CREATE TABLE "CreditEntry" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" "CreditEntryKind" NOT NULL,
    "amount" INTEGER NOT NULL,
    "balanceAfter" INTEGER NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "transferId" UUID,
    "counterpartyId" UUID,
    "idempotencyKey" VARCHAR(120) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CreditEntry_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "apiKeyId" UUID NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "requestDigest" BYTEA NOT NULL,
    "responseStatus" INTEGER,
    "responseCiphertext" BYTEA,
    "lockedUntil" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Notification" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" VARCHAR(60) NOT NULL,
    "severity" "NotificationSeverity" NOT NULL DEFAULT 'INFO',
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "entityType" VARCHAR(60),
    "entityId" VARCHAR(80),
    "idempotencyKey" VARCHAR(120) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Proposal" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "action" VARCHAR(80) NOT NULL,
    "entityType" VARCHAR(60) NOT NULL,
    "entityId" VARCHAR(80) NOT NULL,
    "entityName" VARCHAR(254) NOT NULL,
    "entityVersion" INTEGER,
    "input" JSONB NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "status" "ProposalStatus" NOT NULL DEFAULT 'WAITING',
    "proposedById" UUID NOT NULL,
    "proposedByTenantId" UUID NOT NULL,
    "proposedByName" VARCHAR(220) NOT NULL,
    "decidedById" UUID,
    "decidedByTenantId" UUID,
    "decidedByName" VARCHAR(220),
    "decisionReason" VARCHAR(500),
    "decidedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "page" VARCHAR(60) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "query" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "AccountToken" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "purpose" "AccountTokenPurpose" NOT NULL,
    "tokenHash" BYTEA,
    "codeDigest" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "target" VARCHAR(254),
    "sessionId" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccountToken_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "codeDigest" BYTEA NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "signCount" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "aaguid" VARCHAR(36) NOT NULL,
    "isBackupEligible" BOOLEAN NOT NULL DEFAULT false,
    "isBackedUp" BOOLEAN NOT NULL DEFAULT false,
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "RefreshToken" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "parentId" UUID,
    "graceCiphertext" BYTEA,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RefreshToken_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TrustedDevice" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(400),
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TrustedDevice_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "PushToken" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "platform" "PushPlatform" NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "tokenCiphertext" BYTEA NOT NULL,
    "deviceName" VARCHAR(120),
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PushToken_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "WebhookEndpoint" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID,
    "url" VARCHAR(2000) NOT NULL,
    "description" VARCHAR(200) NOT NULL DEFAULT '',
    "eventTypes" TEXT[],
    "secretCiphertext" BYTEA NOT NULL,
    "previousSecretCiphertext" BYTEA,
    "previousSecretExpiresAt" TIMESTAMPTZ(3),
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "disabledReason" VARCHAR(500),
    "failingSince" TIMESTAMPTZ(3),
    "lastDeliveredAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "organizationId" UUID,
    "eventType" VARCHAR(80) NOT NULL,
    "payload" JSONB NOT NULL,
    "idempotencyKey" VARCHAR(160) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "endpointId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "replayNumber" INTEGER NOT NULL DEFAULT 0,
    "status" "WebhookDeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "availableAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lockedBy" VARCHAR(80),
    "lockedAt" TIMESTAMPTZ(3),
    "leaseNumber" INTEGER NOT NULL DEFAULT 0,
    "responseStatus" INTEGER,
    "error" VARCHAR(500),
    "deliveredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "WebhookAttempt" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "attemptNumber" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "responseStatus" INTEGER,
    "responseBody" VARCHAR(2000),
    "error" VARCHAR(500),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookAttempt_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "Organization_tenantId_createdAt_idx" ON "Organization"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "Organization_tenantId_deletedAt_idx" ON "Organization"("tenantId", "deletedAt");

-- CreateIndex
CREATE INDEX "Organization_tenantId_tier_createdAt_idx" ON "Organization"("tenantId", "tier", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_tenantId_slug_key" ON "Organization"("tenantId", "slug");

-- CreateIndex
CREATE INDEX "Membership_tenantId_userId_idx" ON "Membership"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_tenantId_organizationId_userId_key" ON "Membership"("tenantId", "organizationId", "userId");

-- CreateIndex
CREATE INDEX "Invitation_tenantId_organizationId_createdAt_idx" ON "Invitation"("tenantId", "organizationId", "createdAt");

-- CreateIndex
CREATE INDEX "Invitation_tenantId_email_idx" ON "Invitation"("tenantId", "email");

-- CreateIndex
CREATE INDEX "Invitation_tenantId_expiresAt_idx" ON "Invitation"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tenantId_tokenHash_key" ON "Invitation"("tenantId", "tokenHash");

-- CreateIndex
CREATE INDEX "ApiKey_tenantId_organizationId_createdAt_idx" ON "ApiKey"("tenantId", "organizationId", "createdAt");

-- CreateIndex
CREATE INDEX "ApiKey_tenantId_rotatedFromId_idx" ON "ApiKey"("tenantId", "rotatedFromId");

-- CreateIndex
CREATE INDEX "ApiKey_tenantId_createdAt_idx" ON "ApiKey"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tenantId_secretHash_key" ON "ApiKey"("tenantId", "secretHash");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tenantId_prefix_key" ON "ApiKey"("tenantId", "prefix");

-- CreateIndex
CREATE INDEX "Subscription_tenantId_expiresAt_idx" ON "Subscription"("tenantId", "expiresAt");

-- CreateIndex
CREATE INDEX "Subscription_tenantId_status_expiresAt_idx" ON "Subscription"("tenantId", "status", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_tenantId_organizationId_key" ON "Subscription"("tenantId", "organizationId");

-- CreateIndex
CREATE INDEX "UsageLog_tenantId_organizationId_periodStart_idx" ON "UsageLog"("tenantId", "organizationId", "periodStart");

-- CreateIndex
CREATE INDEX "UsageLog_tenantId_periodStart_idx" ON "UsageLog"("tenantId", "periodStart");

-- CreateIndex
CREATE INDEX "CreditEntry_tenantId_organizationId_createdAt_idx" ON "CreditEntry"("tenantId", "organizationId", "createdAt");

-- CreateIndex
CREATE INDEX "CreditEntry_tenantId_transferId_idx" ON "CreditEntry"("tenantId", "transferId");

-- CreateIndex
CREATE UNIQUE INDEX "CreditEntry_tenantId_organizationId_idempotencyKey_key" ON "CreditEntry"("tenantId", "organizationId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "IdempotencyKey_tenantId_expiresAt_idx" ON "IdempotencyKey"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "IdempotencyKey_tenantId_apiKeyId_key_key" ON "IdempotencyKey"("tenantId", "apiKeyId", "key");

-- CreateIndex
CREATE INDEX "Notification_tenantId_userId_createdAt_idx" ON "Notification"("tenantId", "userId", "createdAt");

-- CreateIndex
CREATE INDEX "Notification_tenantId_userId_readAt_idx" ON "Notification"("tenantId", "userId", "readAt");

-- CreateIndex
CREATE INDEX "Notification_tenantId_createdAt_idx" ON "Notification"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_tenantId_userId_idempotencyKey_key" ON "Notification"("tenantId", "userId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Proposal_tenantId_status_createdAt_idx" ON "Proposal"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "Proposal_tenantId_entityType_entityId_idx" ON "Proposal"("tenantId", "entityType", "entityId");

-- CreateIndex
CREATE INDEX "Proposal_tenantId_createdAt_idx" ON "Proposal"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "Proposal_tenantId_expiresAt_idx" ON "Proposal"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_tenantId_userId_page_name_key" ON "SavedView"("tenantId", "userId", "page", "name");

-- CreateIndex
CREATE INDEX "AccountToken_tenantId_userId_purpose_idx" ON "AccountToken"("tenantId", "userId", "purpose");

-- CreateIndex
CREATE INDEX "AccountToken_tenantId_expiresAt_idx" ON "AccountToken"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "AccountToken_tenantId_tokenHash_key" ON "AccountToken"("tenantId", "tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_tenantId_userId_codeDigest_key" ON "RecoveryCode"("tenantId", "userId", "codeDigest");

-- CreateIndex
CREATE INDEX "Passkey_tenantId_userId_idx" ON "Passkey"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_tenantId_credentialId_key" ON "Passkey"("tenantId", "credentialId");

-- CreateIndex
CREATE INDEX "RefreshToken_tenantId_sessionId_idx" ON "RefreshToken"("tenantId", "sessionId");

-- CreateIndex
CREATE INDEX "RefreshToken_tenantId_userId_idx" ON "RefreshToken"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "RefreshToken_tenantId_parentId_idx" ON "RefreshToken"("tenantId", "parentId");

-- CreateIndex
CREATE INDEX "RefreshToken_tenantId_expiresAt_idx" ON "RefreshToken"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "RefreshToken_tenantId_tokenHash_key" ON "RefreshToken"("tenantId", "tokenHash");

-- CreateIndex
CREATE INDEX "TrustedDevice_tenantId_userId_revokedAt_idx" ON "TrustedDevice"("tenantId", "userId", "revokedAt");

-- CreateIndex
CREATE INDEX "TrustedDevice_tenantId_expiresAt_idx" ON "TrustedDevice"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "TrustedDevice_tenantId_secretHash_key" ON "TrustedDevice"("tenantId", "secretHash");

-- CreateIndex
CREATE INDEX "PushToken_tenantId_userId_idx" ON "PushToken"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "PushToken_tenantId_tokenHash_key" ON "PushToken"("tenantId", "tokenHash");

-- CreateIndex
CREATE INDEX "WebhookEndpoint_tenantId_createdAt_idx" ON "WebhookEndpoint"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookEndpoint_tenantId_organizationId_createdAt_idx" ON "WebhookEndpoint"("tenantId", "organizationId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookEvent_tenantId_eventType_createdAt_idx" ON "WebhookEvent"("tenantId", "eventType", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookEvent_tenantId_organizationId_idx" ON "WebhookEvent"("tenantId", "organizationId");

-- CreateIndex
CREATE INDEX "WebhookEvent_tenantId_createdAt_idx" ON "WebhookEvent"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookEvent_tenantId_idempotencyKey_key" ON "WebhookEvent"("tenantId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "WebhookDelivery_tenantId_eventId_idx" ON "WebhookDelivery"("tenantId", "eventId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_tenantId_endpointId_createdAt_idx" ON "WebhookDelivery"("tenantId", "endpointId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_tenantId_status_createdAt_idx" ON "WebhookDelivery"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_tenantId_createdAt_idx" ON "WebhookDelivery"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_status_availableAt_idx" ON "WebhookDelivery"("status", "availableAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_tenantId_endpointId_eventId_replayNumber_key" ON "WebhookDelivery"("tenantId", "endpointId", "eventId", "replayNumber");

-- CreateIndex
CREATE INDEX "WebhookAttempt_tenantId_createdAt_idx" ON "WebhookAttempt"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookAttempt_tenantId_deliveryId_attemptNumber_key" ON "WebhookAttempt"("tenantId", "deliveryId", "attemptNumber");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_tenantId_deviceId_fkey" FOREIGN KEY ("tenantId", "deviceId") REFERENCES "TrustedDevice"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE NOT VALID;

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_tenantId_rotatedFromId_fkey" FOREIGN KEY ("tenantId", "rotatedFromId") REFERENCES "ApiKey"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageLog" ADD CONSTRAINT "UsageLog_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageLog" ADD CONSTRAINT "UsageLog_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageLog" ADD CONSTRAINT "UsageLog_tenantId_apiKeyId_fkey" FOREIGN KEY ("tenantId", "apiKeyId") REFERENCES "ApiKey"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditEntry" ADD CONSTRAINT "CreditEntry_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditEntry" ADD CONSTRAINT "CreditEntry_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_tenantId_apiKeyId_fkey" FOREIGN KEY ("tenantId", "apiKeyId") REFERENCES "ApiKey"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefreshToken" ADD CONSTRAINT "RefreshToken_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefreshToken" ADD CONSTRAINT "RefreshToken_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefreshToken" ADD CONSTRAINT "RefreshToken_tenantId_sessionId_fkey" FOREIGN KEY ("tenantId", "sessionId") REFERENCES "Session"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefreshToken" ADD CONSTRAINT "RefreshToken_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "RefreshToken"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrustedDevice" ADD CONSTRAINT "TrustedDevice_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrustedDevice" ADD CONSTRAINT "TrustedDevice_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushToken" ADD CONSTRAINT "PushToken_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushToken" ADD CONSTRAINT "PushToken_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_tenantId_organizationId_fkey" FOREIGN KEY ("tenantId", "organizationId") REFERENCES "Organization"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_tenantId_endpointId_fkey" FOREIGN KEY ("tenantId", "endpointId") REFERENCES "WebhookEndpoint"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_tenantId_eventId_fkey" FOREIGN KEY ("tenantId", "eventId") REFERENCES "WebhookEvent"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "WebhookAttempt_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "WebhookAttempt_tenantId_deliveryId_fkey" FOREIGN KEY ("tenantId", "deliveryId") REFERENCES "WebhookDelivery"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What no code path may store, whatever it thinks.
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_counters_check" CHECK ("scanCredits" >= 0 AND "totalScans" >= 0 AND "apiCallsUsed" >= 0);
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_email_check" CHECK ("email" = lower(btrim("email")) AND "email" <> '');
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_tokenHash_check" CHECK (octet_length("tokenHash") = 32);
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_secretHash_check" CHECK (octet_length("secretHash") = 32);
ALTER TABLE "UsageLog" ADD CONSTRAINT "UsageLog_counters_check" CHECK ("callCount" >= 0 AND "errorCount" >= 0 AND date_trunc('hour', "periodStart", 'UTC') = "periodStart");
ALTER TABLE "CreditEntry" ADD CONSTRAINT "CreditEntry_amount_check" CHECK ("amount" <> 0 AND "balanceAfter" >= 0);
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_requestDigest_check" CHECK (octet_length("requestDigest") = 32);
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_secret_check" CHECK (("tokenHash" IS NOT NULL OR "codeDigest" IS NOT NULL) AND ("tokenHash" IS NULL OR octet_length("tokenHash") = 32) AND ("codeDigest" IS NULL OR octet_length("codeDigest") = 32) AND "attempts" >= 0);
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_codeDigest_check" CHECK (octet_length("codeDigest") = 32);
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_signCount_check" CHECK ("signCount" >= 0);
ALTER TABLE "RefreshToken" ADD CONSTRAINT "RefreshToken_tokenHash_check" CHECK (octet_length("tokenHash") = 32);
ALTER TABLE "TrustedDevice" ADD CONSTRAINT "TrustedDevice_secretHash_check" CHECK (octet_length("secretHash") = 32);
ALTER TABLE "PushToken" ADD CONSTRAINT "PushToken_tokenHash_check" CHECK (octet_length("tokenHash") = 32);
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_counters_check" CHECK ("attempts" >= 0 AND "leaseNumber" >= 0 AND "replayNumber" >= 0);
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_previous_check" CHECK (("previousSecretCiphertext" IS NULL) = ("previousSecretExpiresAt" IS NULL));

-- One invitation of an address at a time.
CREATE UNIQUE INDEX "Invitation_pending_key" ON "Invitation" ("tenantId", "organizationId", "email")
  WHERE "status" = 'PENDING';

-- Null tests, because an enum comparison is no index condition under row-level security.
CREATE INDEX "Notification_unread_idx" ON "Notification" ("tenantId", "userId", "createdAt") WHERE "readAt" IS NULL;
CREATE INDEX "Proposal_undecided_idx" ON "Proposal" ("tenantId", "createdAt", "id") WHERE "decidedAt" IS NULL;
CREATE INDEX "WebhookDelivery_pending_idx" ON "WebhookDelivery" ("tenantId", "availableAt", "id") WHERE "status" = 'PENDING';
CREATE INDEX "WebhookDelivery_leased_idx" ON "WebhookDelivery" ("availableAt") WHERE "status" = 'LOCKED';

-- Room on the page for rows that change several times within minutes.
ALTER TABLE "WebhookDelivery" SET (fillfactor = 70);
ALTER TABLE "UsageLog" SET (fillfactor = 70);

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
    ('OutboxCommand', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('OutboundMessage', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('PendingRegistration', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('Session', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('UsageBudget', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('WebhookDelivery', 'tenant', ARRAY['UPDATE', 'DELETE'])
$$;

CALL protect_tenant_tables();
