-- What hangs on a person of its tenant by a composite key cannot be of a tenant that is not there: a key
-- to the tenant says it again, and locks the tenant's row for every notification.
ALTER TABLE "Notification" DROP CONSTRAINT "Notification_tenantId_fkey";
