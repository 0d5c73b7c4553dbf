-- CreateEnum
CREATE TYPE "UserRole" AS ENUM ('USER', 'ADMIN', 'REVIEWER', 'TREASURER', 'AUDITOR', 'PLATFORM_OPERATOR');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('REGISTERED', 'PENDING_ADMIN_APPROVAL', 'APPROVED_PENDING_ONCHAIN', 'ACTIVE', 'DENIED', 'FROZEN', 'SUSPENDED', 'CLOSED');

-- CreateEnum
CREATE TYPE "OnchainStatus" AS ENUM ('PENDING', 'CONFIRMED', 'FAILED');

-- CreateEnum
CREATE TYPE "Gender" AS ENUM ('FEMALE', 'MALE', 'OTHER', 'UNDISCLOSED');

-- CreateEnum
CREATE TYPE "AuthProvider" AS ENUM ('PASSWORD');

-- CreateEnum
CREATE TYPE "SessionAudience" AS ENUM ('CONSOLE', 'PORTAL');

-- CreateEnum
CREATE TYPE "SessionEndReason" AS ENUM ('SIGNED_OUT', 'ENDED_BY_OWNER', 'ENDED_BY_OPERATOR', 'EXPIRED', 'IDLE', 'STATUS_CHANGED', 'PASSWORD_CHANGED', 'REPLACED');

-- CreateEnum
CREATE TYPE "AuditActorKind" AS ENUM ('USER', 'OPERATOR', 'SERVICE', 'API_KEY', 'SYSTEM');

-- CreateEnum
CREATE TYPE "CommandType" AS ENUM ('CREATE_USER', 'TRANSFER_TOKENS', 'DISTRIBUTE_GENESIS', 'FREEZE_WALLET', 'UNFREEZE_WALLET', 'PROPOSE_ORGANIZATION', 'ENDORSE_MEMBERSHIP', 'ACTIVATE_ORGANIZATION', 'DEFINE_AUTH_RULE', 'INITIATE_MULTISIG_TX', 'APPROVE_MULTISIG_TX', 'EXECUTE_MULTISIG_TX', 'APPLY_FOR_LOAN', 'APPROVE_LOAN', 'SUBMIT_PROPOSAL', 'CAST_VOTE', 'EXECUTE_PROPOSAL', 'BOOTSTRAP_SYSTEM', 'INITIALIZE_COUNTRY_DATA', 'UPDATE_SYSTEM_PARAMETER', 'PAUSE_SYSTEM', 'RESUME_SYSTEM', 'APPOINT_ADMIN', 'ACTIVATE_TREASURY', 'APPLY_VELOCITY_TAX');

-- CreateEnum
CREATE TYPE "CommandStatus" AS ENUM ('PENDING', 'LOCKED', 'SUBMITTED', 'COMMITTED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DeadLetterStatus" AS ENUM ('OPEN', 'REPLAYED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "MessageChannel" AS ENUM ('EMAIL', 'SMS');

-- CreateEnum
CREATE TYPE "MessageStatus" AS ENUM ('PENDING', 'LOCKED', 'SENT', 'DEAD', 'CANCELLED');

-- CreateEnum
CREATE TYPE "WalletKind" AS ENUM ('PERSONAL', 'TREASURY', 'FEES', 'TAX', 'CLEARING');

-- CreateEnum
CREATE TYPE "RegistrationStep" AS ENUM ('EMAIL_PENDING', 'EMAIL_SENT', 'EMAIL_VERIFIED', 'NAME_COUNTRY_SET', 'DOB_GENDER_SET', 'PASSWORD_SET', 'PHONE_SENT', 'PHONE_VERIFIED', 'COMPLETED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ApprovalCaseStatus" AS ENUM ('OPEN', 'MORE_INFORMATION', 'SECOND_REVIEW', 'APPROVED', 'DENIED');

-- CreateEnum
CREATE TYPE "ApprovalDecisionKind" AS ENUM ('APPROVE', 'DENY', 'REQUEST_INFORMATION');

-- CreateEnum
CREATE TYPE "ApprovalReason" AS ENUM ('IDENTITY_CONFIRMED', 'IDENTITY_MISMATCH', 'INCOMPLETE_INFORMATION', 'DUPLICATE_PERSON', 'SANCTIONS_MATCH', 'SUSPECTED_FRAUD', 'UNSUPPORTED_COUNTRY', 'OTHER');

-- CreateEnum
CREATE TYPE "TenantKind" AS ENUM ('PLATFORM', 'CUSTOMER');

-- CreateEnum
CREATE TYPE "TenantStatus" AS ENUM ('ACTIVE', 'SUSPENDED');

-- CreateTable
CREATE TABLE "User" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "username" VARCHAR(40),
    "passwordHash" VARCHAR(255),
    "firstName" VARCHAR(100) NOT NULL,
    "lastName" VARCHAR(100) NOT NULL,
    "avatar" VARCHAR(500),
    "phone" VARCHAR(16),
    "gender" "Gender",
    "dateOfBirth" DATE,
    "countryCode" CHAR(2),
    "nationalIdNumber" VARCHAR(64),
    "locale" VARCHAR(10) NOT NULL DEFAULT 'en',
    "role" "UserRole" NOT NULL DEFAULT 'USER',
    "status" "UserStatus" NOT NULL DEFAULT 'REGISTERED',
    "onchainStatus" "OnchainStatus",
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "phoneVerified" BOOLEAN NOT NULL DEFAULT false,
    "isActive" BOOLEAN NOT NULL DEFAULT false,
    "lastLoginAt" TIMESTAMPTZ(3),
    "authProvider" "AuthProvider" NOT NULL DEFAULT 'PASSWORD',
    "registrationId" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "UserPreferences" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "userId" UUID NOT NULL,
    "isEmailNotificationEnabled" BOOLEAN NOT NULL DEFAULT true,
    "isScanNotificationEnabled" BOOLEAN NOT NULL DEFAULT true,
    "isSecurityNotificationEnabled" BOOLEAN NOT NULL DEFAULT true,
    "locale" VARCHAR(10) NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UserPreferences_pkey" PRIMARY KEY ("tenantId","userId")
);

-- CreateTable
CREATE TABLE "Session" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "audience" "SessionAudience" NOT NULL,
    "device" VARCHAR(120),
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(400),
    "isValid" BOOLEAN NOT NULL DEFAULT true,
    "hasSecondFactor" BOOLEAN NOT NULL DEFAULT false,
    "factorAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "lastActivityAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" "SessionEndReason",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Authenticator" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" VARCHAR(60) NOT NULL DEFAULT 'Authenticator app',
    "secretCiphertext" BYTEA NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastUsedStep" BIGINT,
    "failedAttempts" INTEGER NOT NULL DEFAULT 0,
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Authenticator_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "AuditChain" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "action" VARCHAR(80) NOT NULL,
    "entityType" VARCHAR(60) NOT NULL,
    "entityId" VARCHAR(80) NOT NULL,
    "actorKind" "AuditActorKind" NOT NULL,
    "actorId" VARCHAR(80),
    "actorTenantId" UUID,
    "actorName" VARCHAR(220) NOT NULL,
    "organizationId" UUID,
    "reason" VARCHAR(500),
    "changes" JSONB NOT NULL DEFAULT '{}',
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(400),
    "requestId" VARCHAR(64),
    "previousHash" BYTEA NOT NULL DEFAULT decode(''::text, 'hex'::text),
    "hash" BYTEA NOT NULL DEFAULT decode(''::text, 'hex'::text),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "OutboxCommand" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "service" VARCHAR(40) NOT NULL,
    "commandType" "CommandType" NOT NULL,
    "requestId" VARCHAR(120) NOT NULL,
    "aggregateKey" VARCHAR(120) NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "CommandStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lockedBy" VARCHAR(80),
    "lockedAt" TIMESTAMPTZ(3),
    "leaseExpiresAt" TIMESTAMPTZ(3),
    "leaseNumber" INTEGER NOT NULL DEFAULT 0,
    "submittedAt" TIMESTAMPTZ(3),
    "availableAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fabricTxId" VARCHAR(128),
    "commitBlock" BIGINT,
    "errorCode" VARCHAR(80),
    "error" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutboxCommand_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "LedgerChain" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "channel" VARCHAR(60) NOT NULL,
    "blockNumber" BIGINT NOT NULL DEFAULT -1,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerChain_pkey" PRIMARY KEY ("tenantId","channel")
);

-- CreateTable
CREATE TABLE "LedgerBlock" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "channel" VARCHAR(60) NOT NULL,
    "blockNumber" BIGINT NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "dataHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "transactionCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerBlock_pkey" PRIMARY KEY ("tenantId","channel","blockNumber")
);

-- CreateTable
CREATE TABLE "LedgerTransaction" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "txId" VARCHAR(128) NOT NULL,
    "channel" VARCHAR(60) NOT NULL,
    "blockNumber" BIGINT NOT NULL,
    "indexInBlock" INTEGER NOT NULL,
    "commandId" UUID NOT NULL,
    "commandType" "CommandType" NOT NULL,
    "chaincode" VARCHAR(40) NOT NULL,
    "payload" JSONB NOT NULL,
    "events" JSONB NOT NULL,
    "validationCode" VARCHAR(60) NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerTransaction_pkey" PRIMARY KEY ("tenantId","txId")
);

-- CreateTable
CREATE TABLE "LedgerState" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "channel" VARCHAR(60) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "value" JSONB NOT NULL,
    "txId" VARCHAR(128) NOT NULL,
    "blockNumber" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerState_pkey" PRIMARY KEY ("tenantId","channel","key")
);

-- CreateTable
CREATE TABLE "ProjectorState" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "projectorName" VARCHAR(60) NOT NULL,
    "channel" VARCHAR(60) NOT NULL,
    "lastBlock" BIGINT NOT NULL DEFAULT -1,
    "lastEventIndex" INTEGER NOT NULL DEFAULT -1,
    "lastEventAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProjectorState_pkey" PRIMARY KEY ("tenantId","projectorName","channel")
);

-- CreateTable
CREATE TABLE "EventLog" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "fabricTxId" VARCHAR(128) NOT NULL,
    "blockNumber" BIGINT NOT NULL,
    "eventIndex" INTEGER NOT NULL,
    "channel" VARCHAR(60) NOT NULL,
    "chaincode" VARCHAR(40) NOT NULL,
    "eventName" VARCHAR(80) NOT NULL,
    "eventVersion" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "txTimestamp" TIMESTAMPTZ(3) NOT NULL,
    "ingestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EventLog_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "EventDLQ" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "projectorName" VARCHAR(60) NOT NULL,
    "channel" VARCHAR(60) NOT NULL,
    "blockNumber" BIGINT NOT NULL,
    "eventIndex" INTEGER NOT NULL,
    "fabricTxId" VARCHAR(128) NOT NULL,
    "chaincode" VARCHAR(40) NOT NULL,
    "eventName" VARCHAR(80) NOT NULL,
    "eventVersion" INTEGER NOT NULL,
    "txTimestamp" TIMESTAMPTZ(3) NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "rawPayload" JSONB NOT NULL,
    "status" "DeadLetterStatus" NOT NULL DEFAULT 'OPEN',
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "resolvedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EventDLQ_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "OutboundMessage" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "channel" "MessageChannel" NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "template" VARCHAR(60) NOT NULL,
    "locale" VARCHAR(10) NOT NULL,
    "subject" VARCHAR(200) NOT NULL,
    "bodyCiphertext" BYTEA NOT NULL,
    "isSecret" BOOLEAN NOT NULL DEFAULT false,
    "entityType" VARCHAR(60),
    "entityId" VARCHAR(80),
    "idempotencyKey" VARCHAR(120) NOT NULL,
    "status" "MessageStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "availableAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lockedBy" VARCHAR(80),
    "lockedAt" TIMESTAMPTZ(3),
    "leaseNumber" INTEGER NOT NULL DEFAULT 0,
    "provider" VARCHAR(40),
    "providerMessageId" VARCHAR(200),
    "error" VARCHAR(500),
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutboundMessage_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Wallet" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "kind" "WalletKind" NOT NULL DEFAULT 'PERSONAL',
    "userId" UUID,
    "name" VARCHAR(80) NOT NULL,
    "cachedBalance" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "heldBalance" DECIMAL(36,9) NOT NULL DEFAULT 0,
    "isFrozen" BOOLEAN NOT NULL DEFAULT false,
    "frozenReason" VARCHAR(500),
    "version" INTEGER NOT NULL DEFAULT 0,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Wallet_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "PendingRegistration" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "locale" VARCHAR(10) NOT NULL DEFAULT 'en',
    "emailCodeHash" BYTEA,
    "emailCodeExpiresAt" TIMESTAMPTZ(3),
    "emailCodeSentAt" TIMESTAMPTZ(3),
    "emailCodeAttempts" INTEGER NOT NULL DEFAULT 0,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "isDisposableEmail" BOOLEAN NOT NULL DEFAULT false,
    "firstName" VARCHAR(100),
    "lastName" VARCHAR(100),
    "countryCode" CHAR(2),
    "dateOfBirth" DATE,
    "gender" "Gender",
    "passwordHash" VARCHAR(255),
    "phone" VARCHAR(16),
    "phoneCodeHash" BYTEA,
    "phoneCodeExpiresAt" TIMESTAMPTZ(3),
    "phoneCodeSentAt" TIMESTAMPTZ(3),
    "phoneCodeAttempts" INTEGER NOT NULL DEFAULT 0,
    "phoneVerified" BOOLEAN NOT NULL DEFAULT false,
    "phoneVerifiedAt" TIMESTAMPTZ(3),
    "currentStep" "RegistrationStep" NOT NULL DEFAULT 'EMAIL_PENDING',
    "ipAddress" VARCHAR(45),
    "userAgent" VARCHAR(400),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "createdUserId" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PendingRegistration_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "RegistrationHandle" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "registrationId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RegistrationHandle_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "UsageBudget" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "kind" VARCHAR(60) NOT NULL,
    "subject" VARCHAR(64) NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UsageBudget_pkey" PRIMARY KEY ("tenantId","kind","subject","windowStart")
);

-- CreateTable
CREATE TABLE "ApprovalCase" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "status" "ApprovalCaseStatus" NOT NULL DEFAULT 'OPEN',
    "assigneeId" UUID,
    "riskScore" INTEGER NOT NULL DEFAULT 0,
    "riskSignals" JSONB NOT NULL DEFAULT '[]',
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApprovalCase_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "ApprovalDecision" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "reviewerId" UUID,
    "reviewerName" VARCHAR(220) NOT NULL,
    "actorKey" VARCHAR(120) NOT NULL,
    "decision" "ApprovalDecisionKind" NOT NULL,
    "reason" "ApprovalReason" NOT NULL,
    "comment" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApprovalDecision_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Tenant" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(40) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "kind" "TenantKind" NOT NULL DEFAULT 'CUSTOMER',
    "status" "TenantStatus" NOT NULL DEFAULT 'ACTIVE',
    "modules" TEXT[] DEFAULT ARRAY['accounts', 'onboarding']::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Country" (
    "code" CHAR(2) NOT NULL,
    "alpha3" CHAR(3) NOT NULL,
    "numericCode" CHAR(3) NOT NULL,
    "nameEn" VARCHAR(120) NOT NULL,
    "nameFr" VARCHAR(120) NOT NULL,
    "dialPrefix" VARCHAR(8),
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Country_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "User_tenantId_status_createdAt_idx" ON "User"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "User_tenantId_role_createdAt_idx" ON "User"("tenantId", "role", "createdAt");

-- CreateIndex
CREATE INDEX "User_tenantId_createdAt_idx" ON "User"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "User_tenantId_deletedAt_idx" ON "User"("tenantId", "deletedAt");

-- CreateIndex
CREATE INDEX "User_tenantId_countryCode_idx" ON "User"("tenantId", "countryCode");

-- CreateIndex
CREATE INDEX "User_countryCode_idx" ON "User"("countryCode");

-- CreateIndex
CREATE UNIQUE INDEX "User_tenantId_email_key" ON "User"("tenantId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "User_tenantId_phone_key" ON "User"("tenantId", "phone");

-- CreateIndex
CREATE UNIQUE INDEX "User_tenantId_username_key" ON "User"("tenantId", "username");

-- CreateIndex
CREATE UNIQUE INDEX "User_tenantId_registrationId_key" ON "User"("tenantId", "registrationId");

-- CreateIndex
CREATE INDEX "Session_tenantId_userId_isValid_expiresAt_idx" ON "Session"("tenantId", "userId", "isValid", "expiresAt");

-- CreateIndex
CREATE INDEX "Session_tenantId_expiresAt_idx" ON "Session"("tenantId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tenantId_tokenHash_key" ON "Session"("tenantId", "tokenHash");

-- CreateIndex
CREATE INDEX "Authenticator_tenantId_userId_idx" ON "Authenticator"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "AuditLog_tenantId_createdAt_idx" ON "AuditLog"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "AuditLog_tenantId_entityType_entityId_createdAt_idx" ON "AuditLog"("tenantId", "entityType", "entityId", "createdAt");

-- CreateIndex
CREATE INDEX "AuditLog_tenantId_action_createdAt_idx" ON "AuditLog"("tenantId", "action", "createdAt");

-- CreateIndex
CREATE INDEX "AuditLog_tenantId_actorId_createdAt_idx" ON "AuditLog"("tenantId", "actorId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AuditLog_tenantId_sequence_key" ON "AuditLog"("tenantId", "sequence");

-- CreateIndex
CREATE INDEX "OutboxCommand_status_createdAt_idx" ON "OutboxCommand"("status", "createdAt");

-- CreateIndex
CREATE INDEX "OutboxCommand_tenantId_status_idx" ON "OutboxCommand"("tenantId", "status");

-- CreateIndex
CREATE INDEX "OutboxCommand_tenantId_createdAt_idx" ON "OutboxCommand"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "OutboxCommand_tenantId_aggregateKey_position_idx" ON "OutboxCommand"("tenantId", "aggregateKey", "position");

-- CreateIndex
CREATE INDEX "OutboxCommand_fabricTxId_idx" ON "OutboxCommand"("fabricTxId");

-- CreateIndex
CREATE UNIQUE INDEX "OutboxCommand_tenantId_requestId_key" ON "OutboxCommand"("tenantId", "requestId");

-- CreateIndex
CREATE INDEX "LedgerBlock_tenantId_createdAt_idx" ON "LedgerBlock"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerTransaction_tenantId_commandId_key" ON "LedgerTransaction"("tenantId", "commandId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerTransaction_tenantId_channel_blockNumber_indexInBlock_key" ON "LedgerTransaction"("tenantId", "channel", "blockNumber", "indexInBlock");

-- CreateIndex
CREATE INDEX "EventLog_tenantId_blockNumber_idx" ON "EventLog"("tenantId", "blockNumber");

-- CreateIndex
CREATE INDEX "EventLog_fabricTxId_idx" ON "EventLog"("fabricTxId");

-- CreateIndex
CREATE INDEX "EventLog_tenantId_eventName_idx" ON "EventLog"("tenantId", "eventName");

-- CreateIndex
CREATE UNIQUE INDEX "EventLog_tenantId_channel_blockNumber_eventIndex_key" ON "EventLog"("tenantId", "channel", "blockNumber", "eventIndex");

-- CreateIndex
CREATE INDEX "EventDLQ_tenantId_status_createdAt_idx" ON "EventDLQ"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "EventDLQ_tenantId_projectorName_channel_blockNumber_eventIn_key" ON "EventDLQ"("tenantId", "projectorName", "channel", "blockNumber", "eventIndex");

-- CreateIndex
CREATE INDEX "OutboundMessage_tenantId_createdAt_idx" ON "OutboundMessage"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "OutboundMessage_tenantId_status_createdAt_idx" ON "OutboundMessage"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "OutboundMessage_tenantId_recipient_createdAt_idx" ON "OutboundMessage"("tenantId", "recipient", "createdAt");

-- CreateIndex
CREATE INDEX "OutboundMessage_tenantId_entityType_entityId_idx" ON "OutboundMessage"("tenantId", "entityType", "entityId");

-- CreateIndex
CREATE INDEX "OutboundMessage_status_availableAt_idx" ON "OutboundMessage"("status", "availableAt");

-- CreateIndex
CREATE UNIQUE INDEX "OutboundMessage_tenantId_idempotencyKey_key" ON "OutboundMessage"("tenantId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Wallet_tenantId_userId_createdAt_idx" ON "Wallet"("tenantId", "userId", "createdAt");

-- CreateIndex
CREATE INDEX "Wallet_tenantId_kind_idx" ON "Wallet"("tenantId", "kind");

-- CreateIndex
CREATE INDEX "Wallet_tenantId_deletedAt_idx" ON "Wallet"("tenantId", "deletedAt");

-- CreateIndex
CREATE INDEX "PendingRegistration_tenantId_currentStep_idx" ON "PendingRegistration"("tenantId", "currentStep");

-- CreateIndex
CREATE INDEX "PendingRegistration_tenantId_createdAt_idx" ON "PendingRegistration"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "PendingRegistration_tenantId_email_idx" ON "PendingRegistration"("tenantId", "email");

-- CreateIndex
CREATE INDEX "PendingRegistration_tenantId_phone_idx" ON "PendingRegistration"("tenantId", "phone");

-- CreateIndex
CREATE INDEX "PendingRegistration_tenantId_countryCode_idx" ON "PendingRegistration"("tenantId", "countryCode");

-- CreateIndex
CREATE INDEX "PendingRegistration_countryCode_idx" ON "PendingRegistration"("countryCode");

-- CreateIndex
CREATE INDEX "PendingRegistration_expiresAt_idx" ON "PendingRegistration"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "PendingRegistration_tenantId_createdUserId_key" ON "PendingRegistration"("tenantId", "createdUserId");

-- CreateIndex
CREATE INDEX "RegistrationHandle_tenantId_registrationId_idx" ON "RegistrationHandle"("tenantId", "registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "RegistrationHandle_tenantId_tokenHash_key" ON "RegistrationHandle"("tenantId", "tokenHash");

-- CreateIndex
CREATE INDEX "UsageBudget_expiresAt_idx" ON "UsageBudget"("expiresAt");

-- CreateIndex
CREATE INDEX "ApprovalCase_tenantId_status_openedAt_idx" ON "ApprovalCase"("tenantId", "status", "openedAt");

-- CreateIndex
CREATE INDEX "ApprovalCase_tenantId_assigneeId_status_idx" ON "ApprovalCase"("tenantId", "assigneeId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalCase_tenantId_userId_key" ON "ApprovalCase"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "ApprovalDecision_tenantId_caseId_createdAt_idx" ON "ApprovalDecision"("tenantId", "caseId", "createdAt");

-- CreateIndex
CREATE INDEX "ApprovalDecision_tenantId_reviewerId_idx" ON "ApprovalDecision"("tenantId", "reviewerId");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_slug_key" ON "Tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Country_alpha3_key" ON "Country"("alpha3");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_countryCode_fkey" FOREIGN KEY ("countryCode") REFERENCES "Country"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserPreferences" ADD CONSTRAINT "UserPreferences_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserPreferences" ADD CONSTRAINT "UserPreferences_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authenticator" ADD CONSTRAINT "Authenticator_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authenticator" ADD CONSTRAINT "Authenticator_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditChain" ADD CONSTRAINT "AuditChain_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditLog" ADD CONSTRAINT "AuditLog_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboxCommand" ADD CONSTRAINT "OutboxCommand_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerChain" ADD CONSTRAINT "LedgerChain_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerBlock" ADD CONSTRAINT "LedgerBlock_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerBlock" ADD CONSTRAINT "LedgerBlock_tenantId_channel_fkey" FOREIGN KEY ("tenantId", "channel") REFERENCES "LedgerChain"("tenantId", "channel") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerTransaction" ADD CONSTRAINT "LedgerTransaction_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerTransaction" ADD CONSTRAINT "LedgerTransaction_tenantId_channel_blockNumber_fkey" FOREIGN KEY ("tenantId", "channel", "blockNumber") REFERENCES "LedgerBlock"("tenantId", "channel", "blockNumber") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerState" ADD CONSTRAINT "LedgerState_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerState" ADD CONSTRAINT "LedgerState_tenantId_channel_fkey" FOREIGN KEY ("tenantId", "channel") REFERENCES "LedgerChain"("tenantId", "channel") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectorState" ADD CONSTRAINT "ProjectorState_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventLog" ADD CONSTRAINT "EventLog_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventDLQ" ADD CONSTRAINT "EventDLQ_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboundMessage" ADD CONSTRAINT "OutboundMessage_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingRegistration" ADD CONSTRAINT "PendingRegistration_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingRegistration" ADD CONSTRAINT "PendingRegistration_countryCode_fkey" FOREIGN KEY ("countryCode") REFERENCES "Country"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationHandle" ADD CONSTRAINT "RegistrationHandle_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationHandle" ADD CONSTRAINT "RegistrationHandle_tenantId_registrationId_fkey" FOREIGN KEY ("tenantId", "registrationId") REFERENCES "PendingRegistration"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageBudget" ADD CONSTRAINT "UsageBudget_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalCase" ADD CONSTRAINT "ApprovalCase_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalCase" ADD CONSTRAINT "ApprovalCase_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalCase" ADD CONSTRAINT "ApprovalCase_tenantId_assigneeId_fkey" FOREIGN KEY ("tenantId", "assigneeId") REFERENCES "User"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalDecision" ADD CONSTRAINT "ApprovalDecision_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalDecision" ADD CONSTRAINT "ApprovalDecision_tenantId_caseId_fkey" FOREIGN KEY ("tenantId", "caseId") REFERENCES "ApprovalCase"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalDecision" ADD CONSTRAINT "ApprovalDecision_tenantId_reviewerId_fkey" FOREIGN KEY ("tenantId", "reviewerId") REFERENCES "User"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;


CALL protect_tenant_tables();
