-- What the functions that move money have in common. All of them run with the caller's rights, so
-- that the policies hold inside them, and take their locks in one order: transfers by id, usage by
-- owner, wallets by id, the audit chain last. Whoever moves or holds money keeps to it: that, and
-- nothing else, is why no two of them wait for each other in a circle.
--
-- Their plans are held to the indexes: each reads a few rows by their keys, whatever the planner makes
-- of a table that was empty when it looked, and of a JSON array whose length it cannot know.

-- Which stripe of a busy kind of wallet the movements of `wallet` go through. Names its functions in
-- full instead of setting a path: that is what lets it be inlined.
CREATE FUNCTION money_stripe(kind text, wallet uuid, stripes integer) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN kind OPERATOR(pg_catalog.||) ':'
  OPERATOR(pg_catalog.||) (pg_catalog.get_byte(pg_catalog.uuid_send(wallet), 15) OPERATOR(pg_catalog.%) stripes);

-- Writes entries in the order given and moves the balances with them: gapless sequences, continuous
-- balances. The caller holds the locks of all wallets and sees to it that the amounts of each
-- transfer add up to zero; the wallet's own checks refuse what it does not have.
CREATE FUNCTION append_entries(
  transfers uuid[], wallets uuid[], types text[], counterparties uuid[], amounts numeric[],
  transactions text[], moment timestamptz
) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  WITH entry AS (
    SELECT n.*,
           row_number() OVER of_wallet AS place,
           sum(n.amount) OVER of_wallet AS running
    FROM unnest(transfers, wallets, types, counterparties, amounts, transactions)
         WITH ORDINALITY AS n(transfer, wallet, type, counterparty, amount, on_chain, number)
    WINDOW of_wallet AS (PARTITION BY n.wallet ORDER BY n.number)
  ), written AS (
    INSERT INTO "Transaction" ("id", "transferId", "walletId", "sequence", "type", "counterparty",
                               "amount", "balanceAfter", "onChainTxId", "timestamp")
    SELECT uuidv7(), e.transfer, e.wallet, w."entryCount" + e.place, e.type::"TransactionType",
           e.counterparty, e.amount, w."cachedBalance" + e.running, e.on_chain, moment
    FROM entry e JOIN "Wallet" w ON w."id" = e.wallet
    ORDER BY e.number
  ), change AS (
    SELECT e.wallet, count(*) AS entries, sum(e.amount) AS amount,
           bool_or(e.type NOT IN ('TAX', 'REFUND')) AS is_moved
    FROM entry e GROUP BY e.wallet
  )
  UPDATE "Wallet" w
  SET "cachedBalance" = w."cachedBalance" + c.amount, "entryCount" = w."entryCount" + c.entries,
      "lastMovedAt" = CASE WHEN c.is_moved THEN moment ELSE w."lastMovedAt" END, "updatedAt" = moment
  FROM change c WHERE w."id" = c.wallet
$$;

-- Writes commands in the order given; `commands` are elements as TypeScript's TransferCommand has them.
CREATE FUNCTION append_commands(commands jsonb[], moment timestamptz) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  INSERT INTO "OutboxCommand" ("id", "service", "commandType", "requestId", "aggregateKey", "payload", "availableAt")
  SELECT (c.command ->> 'commandId')::uuid, 'api', (c.command ->> 'commandType')::"CommandType",
         c.command ->> 'requestId', c.command ->> 'aggregateKey', c.command -> 'payload', moment
  FROM unnest(commands) WITH ORDINALITY AS c(command, number)
  ORDER BY c.number
$$;

-- The audit row of a call, with what came of it among its changes. Always the last thing written.
CREATE FUNCTION append_audit(entry jsonb, outcome jsonb) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorId",
                          "actorTenantId", "actorName", "organizationId", "reason", "changes", "ip",
                          "userAgent", "requestId")
  SELECT uuidv7(), a."action", a."entityType", a."entityId", a."actorKind"::"AuditActorKind",
         a."actorId", a."actorTenantId", a."actorName", a."organizationId", a."reason",
         coalesce(a."changes", '{}') || outcome, a."ip", a."userAgent", a."requestId"
  FROM jsonb_to_record(entry) AS a(
    "action" text, "entityType" text, "entityId" text, "actorKind" text, "actorId" text,
    "actorTenantId" uuid, "actorName" text, "organizationId" uuid, "reason" text, "changes" jsonb,
    "ip" text, "userAgent" text, "requestId" text)
$$;

-- Takes the locks of whoever sends, by id, making the rows that are missing.
CREATE FUNCTION lock_usage(owners uuid[], moment timestamptz) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
  found_count integer;
BEGIN
  SELECT count(*) INTO found_count FROM (
    SELECT FROM "TransferUsage" u WHERE u."ownerId" = ANY (owners)
    ORDER BY u."ownerId" FOR NO KEY UPDATE
  ) locked;
  IF found_count = cardinality(owners) THEN
    RETURN;
  END IF;
  -- In order as well: two that make the same rows wait for each other in one direction.
  INSERT INTO "TransferUsage" ("ownerId", "day", "month")
  SELECT o.id, (moment AT TIME ZONE 'UTC')::date, date_trunc('month', moment AT TIME ZONE 'UTC')::date
  FROM unnest(owners) AS o(id)
  WHERE NOT EXISTS (SELECT FROM "TransferUsage" u WHERE u."ownerId" = o.id)
  ORDER BY o.id
  ON CONFLICT DO NOTHING;
  PERFORM FROM "TransferUsage" u WHERE u."ownerId" = ANY (owners)
  ORDER BY u."ownerId" FOR NO KEY UPDATE;
END $$;

-- Takes back from the usage of the senders what transfers counted that came to nothing: of the day
-- and month they were made in, as far as those still run. The caller holds the locks of the owners.
CREATE FUNCTION give_usage_back(transfer_ids uuid[], moment timestamptz) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  UPDATE "TransferUsage" u
  SET "dayAmount" = u."dayAmount" - t.day_amount, "dayCount" = u."dayCount" - t.day_count,
      "monthAmount" = u."monthAmount" - t.month_amount, "monthCount" = u."monthCount" - t.month_count,
      "updatedAt" = moment
  FROM (
    SELECT o."ownerId",
           coalesce(sum(x."amount") FILTER (WHERE made.day = o."day"), 0) AS day_amount,
           count(*) FILTER (WHERE made.day = o."day") AS day_count,
           coalesce(sum(x."amount") FILTER (WHERE made.month = o."month"), 0) AS month_amount,
           count(*) FILTER (WHERE made.month = o."month") AS month_count
    FROM "Transfer" x
    CROSS JOIN LATERAL (
      SELECT (x."createdAt" AT TIME ZONE 'UTC')::date AS day,
             date_trunc('month', x."createdAt" AT TIME ZONE 'UTC')::date AS month
    ) made
    JOIN "TransferUsage" o ON o."ownerId" = coalesce(x."senderOrganizationId", x."senderUserId")
    WHERE x."id" = ANY (transfer_ids)
    GROUP BY o."ownerId"
  ) t
  WHERE u."ownerId" = t."ownerId"
$$;

-- A person's or organization's limits: field by field, what the narrowest scope says. And how many
-- transfers they made in the last 60 minutes, counted up to the highest number that matters.
CREATE FUNCTION transfer_terms(owner uuid, velocity_from integer, moment timestamptz)
RETURNS TABLE (max_transfer numeric, max_day numeric, max_month numeric, max_day_count integer,
               max_month_count integer, max_hour_count integer, hour_count integer)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public
AS $$
DECLARE
  keys text[];
  found record;
BEGIN
  SELECT ARRAY['', owner::text, (SELECT u."role"::text FROM "User" u WHERE u."id" = owner),
               (SELECT o."tier"::text FROM "Organization" o WHERE o."id" = owner)]
  INTO keys;
  FOR found IN
    SELECT t.* FROM "TransactionLimit" t
    WHERE t."scopeKey" = ANY (keys)
      AND t."scopeKey" IS NOT DISTINCT FROM CASE t."scope"
        WHEN 'TENANT' THEN '' WHEN 'ROLE' THEN keys[3] WHEN 'TIER' THEN keys[4] ELSE keys[2] END
    ORDER BY CASE t."scope" WHEN 'TIER' THEN 2 WHEN 'ROLE' THEN 3 WHEN 'TENANT' THEN 4 ELSE 1 END
  LOOP
    max_transfer := coalesce(max_transfer, found."maxPerTransfer");
    max_day := coalesce(max_day, found."maxPerDay");
    max_month := coalesce(max_month, found."maxPerMonth");
    max_day_count := coalesce(max_day_count, found."maxCountPerDay");
    max_month_count := coalesce(max_month_count, found."maxCountPerMonth");
    max_hour_count := coalesce(max_hour_count, found."maxCountPerHour");
  END LOOP;
  SELECT count(*) INTO hour_count FROM (
    (SELECT FROM "Transfer" t WHERE t."senderUserId" = owner AND t."senderOrganizationId" IS NULL
       AND t."createdAt" > moment - interval '60 minutes' AND t."status" <> 'REJECTED'
     LIMIT greatest(velocity_from, coalesce(max_hour_count, 0)))
    UNION ALL
    (SELECT FROM "Transfer" t WHERE t."senderOrganizationId" = owner
       AND t."createdAt" > moment - interval '60 minutes' AND t."status" <> 'REJECTED'
     LIMIT greatest(velocity_from, coalesce(max_hour_count, 0)))
  ) recent;
  RETURN NEXT;
END $$;

-- Until a table is analysed, the planner takes any index that begins with the tenant for as good as the
-- one that has the whole key, and a plan made on the first day, of a foreign key's check too, reads all
-- rows of the tenant for one. It is told beforehand that the tenant tells next to nothing apart.
SELECT pg_restore_attribute_stats(
  'schemaname', 'public', 'relname', c.relname::text, 'attname', 'tenantId', 'inherited', false,
  'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenantId'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.reltuples < 0;

GRANT EXECUTE ON FUNCTION
  money_stripe(text, uuid, integer),
  append_entries(uuid[], uuid[], text[], uuid[], numeric[], text[], timestamptz),
  append_commands(jsonb[], timestamptz),
  append_audit(jsonb, jsonb),
  lock_usage(uuid[], timestamptz),
  give_usage_back(uuid[], timestamptz),
  transfer_terms(uuid, integer, timestamptz)
TO freehold_app;
