-- AlterTable
ALTER TABLE "Proposal" ADD COLUMN     "proposedByDigest" BYTEA;

-- CreateTable
CREATE TABLE "ApprovalAnswer" (
    "tenantId" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "answer" VARCHAR(2000) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApprovalAnswer_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "ApprovalAnswer_tenantId_caseId_createdAt_idx" ON "ApprovalAnswer"("tenantId", "caseId", "createdAt");

-- AddForeignKey
ALTER TABLE "ApprovalAnswer" ADD CONSTRAINT "ApprovalAnswer_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalAnswer" ADD CONSTRAINT "ApprovalAnswer_tenantId_caseId_fkey" FOREIGN KEY ("tenantId", "caseId") REFERENCES "ApprovalCase"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_tables();
