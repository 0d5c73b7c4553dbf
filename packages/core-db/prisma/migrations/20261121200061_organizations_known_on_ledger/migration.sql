-- Since when the ledger has been asked to know an organization. From then on it is told of the bands
-- of its business accounts; what its projection says comes too late for that.
ALTER TABLE "Organization" ADD COLUMN "ledgerProposedAt" TIMESTAMPTZ(3);
