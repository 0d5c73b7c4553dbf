-- Who says yes or no to a proposal: another operator, as before, or one who signs for the account
-- that it is about.
CREATE TYPE "ProposalDecider" AS ENUM ('OPERATOR', 'SIGNATORY');
ALTER TABLE "Proposal" ADD COLUMN "decider" "ProposalDecider" NOT NULL DEFAULT 'OPERATOR';
