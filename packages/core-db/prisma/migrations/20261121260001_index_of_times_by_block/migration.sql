-- Entries are written in the order of their time: an index that keeps a range for each run of pages finds
-- a time among all of them, and an entry that is written costs it next to nothing. The platform asks for
-- entries by wallet or transfer; this is for reports over all of them.
CREATE INDEX CONCURRENTLY "Transaction_timestamp_idx" ON "Transaction" USING brin ("timestamp")
  WITH (autosummarize = on);
