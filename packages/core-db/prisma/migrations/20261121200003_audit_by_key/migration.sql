-- A plan made while the log fits into a page reads all of it, and a connection keeps that plan: whoever
-- writes a row finds its neighbour by the key.
ALTER FUNCTION audit_append() SET enable_seqscan = off;
ALTER FUNCTION audit_append() SET enable_bitmapscan = off;
