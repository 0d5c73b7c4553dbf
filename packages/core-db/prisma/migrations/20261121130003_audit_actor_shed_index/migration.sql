CREATE INDEX CONCURRENTLY "AuditLog_tenantId_actorShedBy_idx" ON "AuditLog"("tenantId", "actorShedBy") WHERE "actorShedBy" IS NOT NULL;
