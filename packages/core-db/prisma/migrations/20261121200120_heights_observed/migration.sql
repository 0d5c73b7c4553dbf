-- When a ledger elsewhere was seen to have grown, as [{ block, at }], the earliest first: its blocks
-- have no time of their own. Kept until every projector has come past, and never more than fifty.
ALTER TABLE "LedgerChain" ADD COLUMN "observed" JSONB;
