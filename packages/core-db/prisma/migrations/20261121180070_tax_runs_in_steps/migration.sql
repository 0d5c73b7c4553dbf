-- unsafe-ok: the table is of this release, nothing has written to it yet
ALTER TABLE "TaxRun"
  ADD COLUMN "computedUpTo" UUID,
  ADD COLUMN "isComputed" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "lookedAtCount" INTEGER NOT NULL DEFAULT 0;

-- Two runs at once could take the tax of one wallet for cycles that overlap.
CREATE UNIQUE INDEX "TaxRun_applying_key" ON "TaxRun" ("tenantId") WHERE "status" = 'APPLYING';
-- What the worker has to go on with; few rows at any time.
CREATE INDEX "TaxRun_work_idx" ON "TaxRun" ("createdAt")
  WHERE "status" = 'APPLYING' OR ("status" = 'DRY_RUN' AND NOT "isComputed");
