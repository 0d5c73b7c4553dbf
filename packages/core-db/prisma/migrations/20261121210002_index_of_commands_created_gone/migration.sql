-- unsafe-ok: lists of commands go by the id, which is of the time it was made at and has its key.
DROP INDEX CONCURRENTLY "OutboxCommand_tenantId_createdAt_idx";
