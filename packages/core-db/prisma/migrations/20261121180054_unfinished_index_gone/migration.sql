-- unsafe-ok: the claim asks the two indexes over what is held and what waits instead.
DROP INDEX CONCURRENTLY "OutboxCommand_unfinished_idx";
