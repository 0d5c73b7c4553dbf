-- What an operator moved, found when their name is to be erased; people's own are found by sender.
CREATE INDEX CONCURRENTLY "Transfer_of_operators_idx" ON "Transfer" ("tenantId", "createdById")
  WHERE "createdByKind" = 'OPERATOR';
