-- unsafe-ok: the tables were created by the migration before this one and are empty.

-- What no code path may store, whatever it thinks.
ALTER TABLE "Tenant" ADD CONSTRAINT "Tenant_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "Country" ADD CONSTRAINT "Country_code_check" CHECK ("code" ~ '^[A-Z]{2}$' AND "alpha3" ~ '^[A-Z]{3}$');
ALTER TABLE "User" ADD CONSTRAINT "User_email_check" CHECK ("email" = lower(btrim("email")) AND "email" <> '');
ALTER TABLE "User" ADD CONSTRAINT "User_phone_check" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "PendingRegistration" ADD CONSTRAINT "PendingRegistration_email_check" CHECK ("email" = lower(btrim("email")) AND "email" <> '');
ALTER TABLE "PendingRegistration" ADD CONSTRAINT "PendingRegistration_phone_check" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "PendingRegistration" ADD CONSTRAINT "PendingRegistration_attempts_check" CHECK ("emailCodeAttempts" >= 0 AND "phoneCodeAttempts" >= 0);
ALTER TABLE "PendingRegistration" ADD CONSTRAINT "PendingRegistration_completed_check" CHECK ("currentStep" <> 'COMPLETED' OR "createdUserId" IS NOT NULL);
ALTER TABLE "UsageBudget" ADD CONSTRAINT "UsageBudget_used_check" CHECK ("used" >= 0);
ALTER TABLE "ApprovalCase" ADD CONSTRAINT "ApprovalCase_riskScore_check" CHECK ("riskScore" BETWEEN 0 AND 100);
ALTER TABLE "Session" ADD CONSTRAINT "Session_tokenHash_check" CHECK (octet_length("tokenHash") = 32);
ALTER TABLE "RegistrationHandle" ADD CONSTRAINT "RegistrationHandle_tokenHash_check" CHECK (octet_length("tokenHash") = 32);
ALTER TABLE "Authenticator" ADD CONSTRAINT "Authenticator_failedAttempts_check" CHECK ("failedAttempts" >= 0);
ALTER TABLE "AuditLog" ADD CONSTRAINT "AuditLog_sequence_check" CHECK ("sequence" > 0 AND octet_length("hash") = 32 AND octet_length("previousHash") = 32);
ALTER TABLE "OutboxCommand" ADD CONSTRAINT "OutboxCommand_counters_check" CHECK ("attempts" >= 0 AND "leaseNumber" >= 0);
ALTER TABLE "OutboxCommand" ADD CONSTRAINT "OutboxCommand_lease_check" CHECK ("status" NOT IN ('LOCKED', 'SUBMITTED') OR ("lockedBy" IS NOT NULL AND "leaseExpiresAt" IS NOT NULL));
ALTER TABLE "OutboundMessage" ADD CONSTRAINT "OutboundMessage_counters_check" CHECK ("attempts" >= 0 AND "leaseNumber" >= 0);
ALTER TABLE "LedgerBlock" ADD CONSTRAINT "LedgerBlock_shape_check" CHECK ("blockNumber" >= 0 AND "transactionCount" >= 0 AND octet_length("hash") = 32 AND octet_length("previousHash") = 32);
ALTER TABLE "LedgerChain" ADD CONSTRAINT "LedgerChain_blockNumber_check" CHECK ("blockNumber" >= -1);
-- Only the treasury may owe: issuing money is its debt.
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_cachedBalance_check" CHECK ("cachedBalance" >= 0 OR "kind" = 'TREASURY');
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_heldBalance_check" CHECK ("heldBalance" >= 0);

-- One live registration per address. A number is taken only once proved: a claim that was never
-- proved must not keep its rightful owner out.
CREATE UNIQUE INDEX "PendingRegistration_live_email_key" ON "PendingRegistration" ("tenantId", "email")
  WHERE "currentStep" NOT IN ('COMPLETED', 'CANCELLED');
CREATE UNIQUE INDEX "PendingRegistration_live_phone_key" ON "PendingRegistration" ("tenantId", "phone")
  WHERE "phoneVerified" AND "currentStep" NOT IN ('COMPLETED', 'CANCELLED');

-- An enum comparison is not leak-proof and so no index condition under row-level security; as a
-- partial index's predicate it still is one.
CREATE INDEX "OutboxCommand_pending_idx" ON "OutboxCommand" ("tenantId", "position")
  WHERE "status" = 'PENDING';
CREATE INDEX "OutboxCommand_leased_idx" ON "OutboxCommand" ("leaseExpiresAt")
  WHERE "status" IN ('LOCKED', 'SUBMITTED');
CREATE INDEX "OutboxCommand_unfinished_idx" ON "OutboxCommand" ("tenantId", "aggregateKey", "position")
  WHERE "status" IN ('PENDING', 'LOCKED', 'SUBMITTED');
CREATE INDEX "OutboundMessage_pending_idx" ON "OutboundMessage" ("tenantId", "availableAt", "id")
  WHERE "status" = 'PENDING';
CREATE INDEX "OutboundMessage_leased_idx" ON "OutboundMessage" ("availableAt")
  WHERE "status" = 'LOCKED';

-- Room on the page for rows that change several times within minutes.
ALTER TABLE "OutboxCommand" SET (fillfactor = 70);
ALTER TABLE "OutboundMessage" SET (fillfactor = 70);
ALTER TABLE "UsageBudget" SET (fillfactor = 70);
