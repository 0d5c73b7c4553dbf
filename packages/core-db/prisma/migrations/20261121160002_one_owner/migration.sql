CREATE UNIQUE INDEX CONCURRENTLY "Membership_owner_key" ON "Membership" ("tenantId", "organizationId")
  WHERE "role" = 'OWNER';
