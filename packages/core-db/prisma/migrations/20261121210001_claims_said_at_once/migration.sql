-- The same claim, said as one text instead of as rows: turning hundreds of rows into composites, into a
-- set, and into JSON cost as much as claiming them. What is looked at is locked as it is found, by one
-- scan, and the plan is made once.
--
-- What keeps the order, as before: a command is taken only with every earlier one of its aggregate
-- that is not finished, and while no other worker holds one of them. One whose lease ran out is
-- claimed alone, and only when nothing before it is unfinished; what waits may go past a later one
-- whose lease ran out, so that the two never wait for each other. What somebody else holds locked at
-- this moment is passed over, and so is what follows it in its aggregate.
--
-- Gives a JSON array with an array for each command: tenant, id, type, aggregate, payload, attempts,
-- lease, transaction id, when it was asked to be given up. Those of one aggregate come in the order
-- written.
CREATE FUNCTION claim_outbox_batch(
  worker text, batch integer, lease_seconds integer, is_submitting boolean
)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_sort = off
SET enable_bitmapscan = off
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
  tenants uuid[];
  share integer;
  said text;
  answer text;
  is_alone boolean;
  found_count integer;
  claimed_count integer := 0;
  next_status "CommandStatus" := CASE WHEN is_submitting THEN 'SUBMITTED' ELSE 'LOCKED' END;
BEGIN
  IF batch NOT BETWEEN 1 AND 1000 OR lease_seconds NOT BETWEEN 1 AND 3600 THEN
    RAISE EXCEPTION 'batch is 1 to 1000, lease_seconds 1 to 3600' USING ERRCODE = '22023';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('freehold.claim_outbox_commands', 0));
  moment := clock_timestamp();

  -- Hops from tenant to tenant over the partial index instead of reading a long backlog.
  WITH RECURSIVE waiting AS (
    (SELECT p."tenantId" FROM "OutboxCommand" p WHERE p."restingStatus" = 'PENDING'
     ORDER BY p."tenantId", p."position" LIMIT 1)
    UNION ALL
    SELECT (SELECT p."tenantId" FROM "OutboxCommand" p
            WHERE p."restingStatus" = 'PENDING' AND p."tenantId" > w."tenantId"
            ORDER BY p."tenantId", p."position" LIMIT 1)
    FROM waiting w WHERE w."tenantId" IS NOT NULL
  )
  SELECT array_agg(w."tenantId") INTO tenants FROM waiting w
  WHERE w."tenantId" IS NOT NULL
    AND NOT EXISTS (SELECT FROM "LedgerPipeline" l WHERE l."tenantId" = w."tenantId" AND l."isPaused");
  IF tenants IS NULL THEN
    RETURN '[]';
  END IF;

  -- First every tenant's equal share; what others leave over goes to those with more.
  FOREACH share IN ARRAY ARRAY[ceil(batch::numeric / cardinality(tenants))::integer, batch] LOOP
    WITH locked AS MATERIALIZED (
      SELECT o.*
      FROM unnest(tenants) AS w("tenantId") CROSS JOIN LATERAL (
        SELECT p.ctid AS place, p."tenantId", p."aggregateKey", p."position", p."leaseExpiresAt",
               p."status" <> 'PENDING' AS is_suspect, line.length > 1 AS has_neighbours
        FROM "OutboxCommand" p CROSS JOIN LATERAL (
          -- The first two of the aggregate; the rest is looked at where there are two.
          SELECT count(*) AS length, min(n."position") AS head, bool_and(n.is_due) AS is_due FROM (
            SELECT a."position", a."status" = 'PENDING' AND a."availableAt" <= moment AS is_due
            FROM "OutboxCommand" a
            WHERE a."tenantId" = p."tenantId" AND a."aggregateKey" = p."aggregateKey"
              AND a."restingStatus" = 'PENDING'
            ORDER BY a."position" LIMIT 2) n
        ) line
        WHERE p."tenantId" = w."tenantId" AND p."restingStatus" = 'PENDING'
          AND CASE WHEN p."status" = 'PENDING' THEN p."availableAt" ELSE p."leaseExpiresAt" END <= moment
          AND (line.head = p."position" OR (p."status" = 'PENDING' AND line.is_due))
          -- With others that are claimed already it would not be alone.
          AND (p."status" = 'PENDING' OR claimed_count = 0)
        ORDER BY p."position" LIMIT share
        FOR UPDATE OF p SKIP LOCKED
      ) o
    ), suspect AS (
      SELECT s.place FROM locked s WHERE s.is_suspect
      ORDER BY s."leaseExpiresAt", s."position" LIMIT 1
    ), chosen AS MATERIALIZED (
      SELECT s.place, s."tenantId", s."aggregateKey", s."position", s.has_neighbours
      FROM (SELECT l.*, row_number() OVER (PARTITION BY l."tenantId" ORDER BY l."position") AS turn
            FROM locked l) s
      WHERE NOT EXISTS (SELECT FROM suspect)
      ORDER BY s.turn, s."position" LIMIT batch - claimed_count
    ), in_line AS (
      SELECT n.place, sum(n.weight) OVER (PARTITION BY n."tenantId", n."aggregateKey"
                                          ORDER BY n."position", n.weight DESC) AS gap,
             bool_or(n.is_held) OVER (PARTITION BY n."tenantId", n."aggregateKey") AS is_held
      FROM (
        SELECT NULL::tid AS place, a."tenantId", a."aggregateKey", a."position", 1 AS weight,
               a."status" <> 'PENDING' AND a."leaseExpiresAt" > moment AS is_held
        FROM (SELECT DISTINCT "tenantId", "aggregateKey" FROM chosen WHERE has_neighbours) line
        CROSS JOIN LATERAL (
          SELECT * FROM "OutboxCommand" o
          WHERE o."tenantId" = line."tenantId" AND o."aggregateKey" = line."aggregateKey"
            AND o."restingStatus" = 'PENDING' OFFSET 0) a
        UNION ALL
        SELECT place, "tenantId", "aggregateKey", "position", -1, false FROM chosen WHERE has_neighbours
      ) n
    ), claimed AS (
      -- By its place: one that was changed since this statement began has another one.
      UPDATE "OutboxCommand" c
      SET "status" = next_status, "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
          "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
          "leaseExpiresAt" = moment + make_interval(secs => lease_seconds),
          "submittedAt" = CASE WHEN is_submitting THEN moment ELSE c."submittedAt" END
      FROM (SELECT place FROM suspect
            UNION ALL
            SELECT place FROM chosen WHERE NOT has_neighbours
            UNION ALL
            SELECT place FROM in_line WHERE place IS NOT NULL AND gap = 0 AND NOT is_held) kept
      WHERE c.ctid = kept.place
      RETURNING c."position", json_build_array(
        c."tenantId", c."id", c."commandType", c."aggregateKey", c."payload", c."attempts",
        c."leaseNumber", c."fabricTxId", c."cancelRequestedAt") AS said
    )
    SELECT string_agg(c.said::text, ',' ORDER BY c."position"), count(*), EXISTS (SELECT FROM suspect)
    INTO said, found_count, is_alone FROM claimed c;
    -- Not an empty text: a comma before the first one would break the whole answer.
    answer := coalesce(answer || ',' || said, answer, said);
    claimed_count := claimed_count + found_count;
    EXIT WHEN is_alone OR claimed_count >= batch OR share = batch;
  END LOOP;
  RETURN '[' || coalesce(answer, '') || ']';
END $$;

REVOKE EXECUTE ON FUNCTION claim_outbox_batch(text, integer, integer, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_outbox_batch(text, integer, integer, boolean) TO freehold_privileged;

-- As rows, for the release before.
CREATE OR REPLACE FUNCTION claim_outbox_commands(
  worker text, batch integer, lease_seconds integer, is_submitting boolean
)
RETURNS SETOF "OutboxCommand"
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
  claimed json;
BEGIN
  claimed := claim_outbox_batch(worker, batch, lease_seconds, is_submitting)::json;
  RETURN QUERY
  SELECT c.*
  FROM json_array_elements(claimed) WITH ORDINALITY AS e(said, number)
  JOIN "OutboxCommand" c ON c."tenantId" = (e.said ->> 0)::uuid AND c."id" = (e.said ->> 1)::uuid
  ORDER BY e.number;
END $$;

-- Settled by the plan that is made once, too.
ALTER FUNCTION commit_outbox_commands(uuid[], integer[], text[], bigint[], jsonb)
  SET plan_cache_mode = force_generic_plan;
