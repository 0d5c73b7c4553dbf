-- unsafe-ok: what asked it asks the indexes over what is open and what was set aside.
DROP INDEX CONCURRENTLY "OutboxCommand_tenantId_aggregateKey_position_idx";
