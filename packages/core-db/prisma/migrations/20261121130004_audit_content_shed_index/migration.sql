CREATE INDEX CONCURRENTLY "AuditLog_tenantId_contentShedBy_idx" ON "AuditLog"("tenantId", "contentShedBy") WHERE "contentShedBy" IS NOT NULL;
