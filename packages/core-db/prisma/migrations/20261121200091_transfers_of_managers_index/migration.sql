-- What somebody sent for an organization, found when their name is to be erased: it stands beside no
-- wallet of theirs. People's own have them as the sender and cost this index nothing.
CREATE INDEX CONCURRENTLY "Transfer_of_managers_idx" ON "Transfer" ("tenantId", "createdById")
  WHERE "createdByKind" = 'USER' AND "senderUserId" IS NULL;
