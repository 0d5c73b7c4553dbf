-- unsafe-ok: nothing asks for a command by its transaction alone; a transaction names its command.
DROP INDEX CONCURRENTLY "OutboxCommand_fabricTxId_idx";
