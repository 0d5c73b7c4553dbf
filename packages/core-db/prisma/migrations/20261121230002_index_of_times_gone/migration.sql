-- unsafe-ok: one by block takes its place (index_of_times_by_block).
DROP INDEX CONCURRENTLY "Transaction_timestamp_idx";
