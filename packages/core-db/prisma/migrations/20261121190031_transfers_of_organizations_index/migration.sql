-- Most transfers have no organization, no business account, no batch and take nothing back, and none
-- has a transaction of the ledger at first: an index over those that do costs the others nothing.
CREATE INDEX CONCURRENTLY "Transfer_sender_organization_idx" ON "Transfer" ("tenantId", "senderOrganizationId", "createdAt")
  WHERE "senderOrganizationId" IS NOT NULL;
