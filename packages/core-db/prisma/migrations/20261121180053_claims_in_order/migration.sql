-- Commands of one aggregate are claimed together, oldest first, so that one busy wallet does not
-- take a claim for each of its commands. Whoever claimed them tells the ledger in that order and
-- gives the later ones back where an earlier one has to be tried again.
--
-- What keeps the order: a command is taken only with every earlier one of its aggregate that is not
-- finished, and while no other worker holds one of them. One whose lease ran out is claimed alone,
-- and only when nothing before it is unfinished; what waits may go past a later one whose lease ran
-- out, so that the two never wait for each other.
--
-- A tenant whose pipeline is paused is passed over.
CREATE OR REPLACE FUNCTION claim_outbox_commands(worker text, batch integer, lease_seconds integer)
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
      AND NOT EXISTS (
        SELECT FROM "LedgerPipeline" l WHERE l."tenantId" = s."tenantId" AND l."isPaused")
      AND NOT EXISTS (
        SELECT FROM "OutboxCommand" held
        WHERE held."tenantId" = s."tenantId" AND held."aggregateKey" = s."aggregateKey"
          AND held."status" IN ('LOCKED', 'SUBMITTED') AND held."position" < s."position")
      AND NOT EXISTS (
        SELECT FROM "OutboxCommand" waiting
        WHERE waiting."tenantId" = s."tenantId" AND waiting."aggregateKey" = s."aggregateKey"
          AND waiting."status" = 'PENDING' AND waiting."position" < s."position")
    ORDER BY s."leaseExpiresAt", s."position" LIMIT 1
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
  SELECT array_agg(w."tenantId") INTO tenants FROM waiting w
  WHERE w."tenantId" IS NOT NULL
    AND NOT EXISTS (SELECT FROM "LedgerPipeline" l WHERE l."tenantId" = w."tenantId" AND l."isPaused");
  IF tenants IS NULL THEN
    RETURN;
  END IF;

  -- First every tenant's equal share; what others leave over goes to those with more.
  FOREACH share IN ARRAY ARRAY[ceil(batch::numeric / cardinality(tenants))::integer, batch] LOOP
    RETURN QUERY
    WITH candidate AS (
      SELECT o."tenantId", o."id", o."aggregateKey", o."position",
             row_number() OVER (PARTITION BY o."tenantId" ORDER BY o."position") AS turn
      FROM unnest(tenants) AS w("tenantId") CROSS JOIN LATERAL (
        SELECT p."tenantId", p."id", p."aggregateKey", p."position" FROM "OutboxCommand" p
        WHERE p."tenantId" = w."tenantId" AND p."status" = 'PENDING' AND p."availableAt" <= moment
          AND NOT EXISTS (
            SELECT FROM "OutboxCommand" held
            WHERE held."tenantId" = p."tenantId" AND held."aggregateKey" = p."aggregateKey"
              AND held."status" IN ('LOCKED', 'SUBMITTED')
              AND (held."position" < p."position" OR held."leaseExpiresAt" > moment))
          AND NOT EXISTS (
            SELECT FROM "OutboxCommand" put_off
            WHERE put_off."tenantId" = p."tenantId" AND put_off."aggregateKey" = p."aggregateKey"
              AND put_off."status" = 'PENDING' AND put_off."availableAt" > moment
              AND put_off."position" < p."position")
        ORDER BY p."position" LIMIT share
      ) o
    ), chosen AS (
      SELECT "tenantId", "id", "aggregateKey", "position"
      FROM candidate ORDER BY turn, "position" LIMIT batch - claimed_count
    ), locked AS MATERIALIZED (
      SELECT chosen.*, l."id" IS NOT NULL AS is_locked
      FROM chosen LEFT JOIN LATERAL (
        SELECT o."id" FROM "OutboxCommand" o
        WHERE o."tenantId" = chosen."tenantId" AND o."id" = chosen."id" AND o."status" = 'PENDING'
        FOR UPDATE SKIP LOCKED
      ) l ON true
    ), kept AS (
      -- One that somebody else holds at this moment keeps what follows it back.
      SELECT "tenantId", "id" FROM (
        SELECT locked.*, bool_and(is_locked) OVER (
          PARTITION BY "tenantId", "aggregateKey" ORDER BY "position") AS in_order
        FROM locked) ordered
      WHERE in_order
    ), claimed AS (
      UPDATE "OutboxCommand" c
      SET "status" = 'LOCKED', "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
          "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
          "leaseExpiresAt" = moment + make_interval(secs => lease_seconds)
      FROM kept WHERE c."tenantId" = kept."tenantId" AND c."id" = kept."id"
      RETURNING c.*
    )
    SELECT * FROM claimed ORDER BY "position";
    GET DIAGNOSTICS found_count = ROW_COUNT;
    claimed_count := claimed_count + found_count;
    EXIT WHEN claimed_count >= batch;
  END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION claim_outbox_commands(text, integer, integer) TO freehold_privileged;
