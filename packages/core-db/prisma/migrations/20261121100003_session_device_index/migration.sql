CREATE INDEX CONCURRENTLY "Session_tenantId_deviceId_idx" ON "Session"("tenantId", "deviceId");
