ALTER TABLE "UsageBudget" ADD COLUMN     "heldUntil" TIMESTAMPTZ(3);

ALTER TABLE "User" ADD COLUMN     "passwordMinimum" SMALLINT NOT NULL DEFAULT 15;

CREATE TABLE "SignInLock" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "addressCiphertext" BYTEA NOT NULL,
    "lockedUntil" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInLock_pkey" PRIMARY KEY ("tenantId","id")
);

CREATE INDEX "SignInLock_createdAt_idx" ON "SignInLock"("createdAt");

ALTER TABLE "SignInLock" ADD CONSTRAINT "SignInLock_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL protect_tenant_tables();
