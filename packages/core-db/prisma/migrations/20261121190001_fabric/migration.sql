-- Where a tenant's ledger is a channel of a Fabric network, its name; null where the chain is ours.
-- It is written once, before the first command, and what is known of the channel's height is kept here.
ALTER TABLE "LedgerChain" ADD COLUMN "fabricChannel" VARCHAR(249);

-- Given up while the ledger may have it: a worker asks the ledger to close the command's id before
-- anything is taken back.
ALTER TABLE "OutboxCommand" ADD COLUMN "cancelRequestedAt" TIMESTAMPTZ(3);
