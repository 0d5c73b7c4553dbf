-- unsafe-ok: entries are asked for by their wallet or their transfer, never by their time alone.
DROP INDEX CONCURRENTLY "Transaction_timestamp_idx";
