-- unsafe-ok: what asked it asks the indexes over what is open and what was set aside.
DROP INDEX CONCURRENTLY "OutboxCommand_put_off_idx";
