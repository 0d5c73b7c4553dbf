-- unsafe-ok: what asked it asks the partial one.
DROP INDEX CONCURRENTLY "OutboxCommand_fabricTxId_idx";
