-- What the worker claims, across tenants. Both functions run with the caller's rights and are for
-- freehold_privileged only. Each is called in a transaction of its own and committed before the
-- work starts: claims wait for one another (an advisory lock until the transaction ends), which is
-- what makes "fair" and "in order" true whatever number of workers run.
--
-- An attempt is counted at the claim, so that an item that kills its worker is counted too. The
-- lease number is the fence: settle with WHERE "leaseNumber" = the one claimed, or touch nothing.
--
-- A queue is empty when statistics are taken and long when it matters: the plan is held to the
-- partial indexes, so that settled rows and long backlogs are not read.
--
-- An item whose lease ran out may be what killed its worker. It is claimed alone, so that it is
-- never again the death of a batch, nor counted against its neighbours.

-- Fair: one command per tenant in turn. Ordered: of one aggregate only the oldest unfinished
-- command, and none while another of it is in flight. A claimed row that carries "fabricTxId" was
-- submitted before: ask the ledger for its status first.
CREATE FUNCTION claim_outbox_commands(worker text, batch integer, lease_seconds integer)
RETURNS SETOF "OutboxCommand"
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
  tenants uuid[];
  share integer;
  found_count integer;
  claimed_count integer := 0;
BEGIN
  IF batch NOT BETWEEN 1 AND 1000 OR lease_seconds NOT BETWEEN 1 AND 3600 THEN
    RAISE EXCEPTION 'batch is 1 to 1000, lease_seconds 1 to 3600' USING ERRCODE = '22023';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('freehold.claim_outbox_commands', 0));
  moment := clock_timestamp();

  RETURN QUERY
  -- A CTE runs once; a sub-select here may run again for each row, and choose another one.
  WITH suspect AS MATERIALIZED (
    SELECT s."tenantId", s."id" FROM "OutboxCommand" s
    WHERE s."status" IN ('LOCKED', 'SUBMITTED') AND s."leaseExpiresAt" <= moment
    ORDER BY s."leaseExpiresAt" LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  UPDATE "OutboxCommand" c
  SET "status" = 'LOCKED', "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
      "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
      "leaseExpiresAt" = moment + make_interval(secs => lease_seconds)
  FROM suspect
  WHERE c."tenantId" = suspect."tenantId" AND c."id" = suspect."id"
  RETURNING c.*;
  IF FOUND THEN
    RETURN;
  END IF;

  -- Hops from tenant to tenant over the partial index instead of reading a long backlog.
  WITH RECURSIVE waiting AS (
    (SELECT p."tenantId" FROM "OutboxCommand" p WHERE p."status" = 'PENDING'
     ORDER BY p."tenantId", p."position" LIMIT 1)
    UNION ALL
    SELECT (SELECT p."tenantId" FROM "OutboxCommand" p
            WHERE p."status" = 'PENDING' AND p."tenantId" > w."tenantId"
            ORDER BY p."tenantId", p."position" LIMIT 1)
    FROM waiting w WHERE w."tenantId" IS NOT NULL
  )
  SELECT array_agg(w."tenantId") INTO tenants FROM waiting w WHERE w."tenantId" IS NOT NULL;
  IF tenants IS NULL THEN
    RETURN;
  END IF;

  -- First every tenant's equal share; what others leave over goes to those with more.
  FOREACH share IN ARRAY ARRAY[ceil(batch::numeric / cardinality(tenants))::integer, batch] LOOP
    RETURN QUERY
    WITH candidate AS (
      SELECT o."tenantId", o."id", o."position",
             row_number() OVER (PARTITION BY o."tenantId" ORDER BY o."position") AS turn
      FROM unnest(tenants) AS w("tenantId") CROSS JOIN LATERAL (
        SELECT p."tenantId", p."id", p."position" FROM "OutboxCommand" p
        WHERE p."tenantId" = w."tenantId" AND p."status" = 'PENDING' AND p."availableAt" <= moment
          AND NOT EXISTS (
            SELECT FROM "OutboxCommand" other
            WHERE other."tenantId" = p."tenantId" AND other."aggregateKey" = p."aggregateKey"
              AND other."status" IN ('PENDING', 'LOCKED', 'SUBMITTED') AND other."id" <> p."id"
              AND (other."status" <> 'PENDING' OR other."position" < p."position"))
        ORDER BY p."position" LIMIT share
      ) o
    ), chosen AS (
      SELECT "tenantId", "id" FROM candidate ORDER BY turn, "position" LIMIT batch - claimed_count
    ), locked AS (
      SELECT o."tenantId", o."id" FROM "OutboxCommand" o
      JOIN chosen ON chosen."tenantId" = o."tenantId" AND chosen."id" = o."id"
      WHERE o."status" = 'PENDING'
      FOR UPDATE OF o SKIP LOCKED
    ), claimed AS (
      UPDATE "OutboxCommand" c
      SET "status" = 'LOCKED', "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
          "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
          "leaseExpiresAt" = moment + make_interval(secs => lease_seconds)
      FROM locked WHERE c."tenantId" = locked."tenantId" AND c."id" = locked."id"
      RETURNING c.*
    )
    SELECT * FROM claimed ORDER BY "position";
    GET DIAGNOSTICS found_count = ROW_COUNT;
    claimed_count := claimed_count + found_count;
    EXIT WHEN claimed_count >= batch;
  END LOOP;
END $$;

-- The same for messages, which have no order among themselves. While a message is LOCKED its
-- "availableAt" is the end of the lease: when it can be claimed again if nobody settles it.
CREATE FUNCTION claim_outbound_messages(worker text, batch integer, lease_seconds integer)
RETURNS SETOF "OutboundMessage"
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
  tenants uuid[];
  share integer;
  found_count integer;
  claimed_count integer := 0;
BEGIN
  IF batch NOT BETWEEN 1 AND 1000 OR lease_seconds NOT BETWEEN 1 AND 3600 THEN
    RAISE EXCEPTION 'batch is 1 to 1000, lease_seconds 1 to 3600' USING ERRCODE = '22023';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('freehold.claim_outbound_messages', 0));
  moment := clock_timestamp();

  RETURN QUERY
  -- A CTE runs once; a sub-select here may run again for each row, and choose another one.
  WITH suspect AS MATERIALIZED (
    SELECT s."tenantId", s."id" FROM "OutboundMessage" s
    WHERE s."status" = 'LOCKED' AND s."availableAt" <= moment
    ORDER BY s."availableAt" LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  UPDATE "OutboundMessage" c
  SET "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
      "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
      "availableAt" = moment + make_interval(secs => lease_seconds)
  FROM suspect
  WHERE c."tenantId" = suspect."tenantId" AND c."id" = suspect."id"
  RETURNING c.*;
  IF FOUND THEN
    RETURN;
  END IF;

  -- Hops from tenant to tenant over the partial index instead of reading a long backlog.
  WITH RECURSIVE waiting AS (
    (SELECT p."tenantId" FROM "OutboundMessage" p WHERE p."status" = 'PENDING'
     ORDER BY p."tenantId", p."availableAt", p."id" LIMIT 1)
    UNION ALL
    SELECT (SELECT p."tenantId" FROM "OutboundMessage" p
            WHERE p."status" = 'PENDING' AND p."tenantId" > w."tenantId"
            ORDER BY p."tenantId", p."availableAt", p."id" LIMIT 1)
    FROM waiting w WHERE w."tenantId" IS NOT NULL
  )
  SELECT array_agg(w."tenantId") INTO tenants FROM waiting w WHERE w."tenantId" IS NOT NULL;
  IF tenants IS NULL THEN
    RETURN;
  END IF;

  -- First every tenant's equal share; what others leave over goes to those with more.
  FOREACH share IN ARRAY ARRAY[ceil(batch::numeric / cardinality(tenants))::integer, batch] LOOP
    RETURN QUERY
    WITH candidate AS (
      SELECT o."tenantId", o."id", o."availableAt",
             row_number() OVER (PARTITION BY o."tenantId" ORDER BY o."availableAt", o."id") AS turn
      FROM unnest(tenants) AS w("tenantId") CROSS JOIN LATERAL (
        SELECT p."tenantId", p."id", p."availableAt" FROM "OutboundMessage" p
        WHERE p."tenantId" = w."tenantId" AND p."status" = 'PENDING' AND p."availableAt" <= moment
        ORDER BY p."availableAt", p."id" LIMIT share
      ) o
    ), chosen AS (
      SELECT "tenantId", "id" FROM candidate ORDER BY turn, "availableAt", "id" LIMIT batch - claimed_count
    ), locked AS (
      SELECT o."tenantId", o."id" FROM "OutboundMessage" o
      JOIN chosen ON chosen."tenantId" = o."tenantId" AND chosen."id" = o."id"
      WHERE o."status" = 'PENDING'
      FOR UPDATE OF o SKIP LOCKED
    ), claimed AS (
      UPDATE "OutboundMessage" c
      SET "status" = 'LOCKED', "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
          "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
          "availableAt" = moment + make_interval(secs => lease_seconds)
      FROM locked WHERE c."tenantId" = locked."tenantId" AND c."id" = locked."id"
      RETURNING c.*
    )
    SELECT * FROM claimed ORDER BY "createdAt", "id";
    GET DIAGNOSTICS found_count = ROW_COUNT;
    claimed_count := claimed_count + found_count;
    EXIT WHEN claimed_count >= batch;
  END LOOP;
END $$;

CALL protect_tenant_tables();
GRANT EXECUTE ON FUNCTION claim_outbox_commands(text, integer, integer),
  claim_outbound_messages(text, integer, integer) TO freehold_privileged;
