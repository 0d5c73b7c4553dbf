CREATE INDEX CONCURRENTLY "AuditLog_organization_idx" ON "AuditLog" ("tenantId", "organizationId", "sequence")
  WHERE "organizationId" IS NOT NULL;
