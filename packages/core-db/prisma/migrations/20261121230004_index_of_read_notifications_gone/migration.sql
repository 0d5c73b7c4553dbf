-- unsafe-ok: what asks for the unread ones asks the partial index over them.
DROP INDEX CONCURRENTLY "Notification_tenantId_userId_readAt_idx";
