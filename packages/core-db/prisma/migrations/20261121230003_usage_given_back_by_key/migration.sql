-- Takes back from the usage of the senders what transfers counted that came to nothing: of the day
-- and month they were made in, as far as those still run. The caller holds the locks of the owners.
-- As before, without a join: a plan made while few had sent anything read, for each of those that ever
-- did, all of them.
CREATE OR REPLACE FUNCTION give_usage_back(transfer_ids uuid[], moment timestamptz) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
  owners uuid[];
  days date[];
  months date[];
  amounts numeric[];
BEGIN
  SELECT array_agg(coalesce(x."senderOrganizationId", x."senderUserId")),
         array_agg((x."createdAt" AT TIME ZONE 'UTC')::date),
         array_agg(date_trunc('month', x."createdAt" AT TIME ZONE 'UTC')::date), array_agg(x."amount")
  INTO owners, days, months, amounts
  FROM "Transfer" x WHERE x."id" = ANY (transfer_ids);
  UPDATE "TransferUsage" u
  SET ("dayAmount", "dayCount", "monthAmount", "monthCount") = (
        SELECT u."dayAmount" - coalesce(sum(t.amount) FILTER (WHERE t.day = u."day"), 0),
               u."dayCount" - count(*) FILTER (WHERE t.day = u."day"),
               u."monthAmount" - coalesce(sum(t.amount) FILTER (WHERE t.month = u."month"), 0),
               u."monthCount" - count(*) FILTER (WHERE t.month = u."month")
        FROM unnest(owners, days, months, amounts) AS t(owner, day, month, amount)
        WHERE t.owner = u."ownerId"),
      "updatedAt" = moment
  WHERE u."ownerId" = ANY (owners);
END $$;
