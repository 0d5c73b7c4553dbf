ALTER TABLE "Session" VALIDATE CONSTRAINT "Session_tenantId_deviceId_fkey";
