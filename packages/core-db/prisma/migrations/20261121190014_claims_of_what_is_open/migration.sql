-- A claim that changes no index: it reads what is open from the front, tells by the row what waits
-- and what is held, and may mark what it claims as submitted in the same statement, for a ledger
-- whose transaction ids follow from the command.
--
-- What keeps the order, as before: a command is taken only with every earlier one of its aggregate
-- that is not finished, and while no other worker holds one of them. One whose lease ran out is
-- claimed alone, and only when nothing before it is unfinished; what waits may go past a later one
-- whose lease ran out, so that the two never wait for each other.
--
-- A row is seen, locked and changed by its place, within one statement.
CREATE FUNCTION claim_outbox_commands(
  worker text, batch integer, lease_seconds integer, is_submitting boolean
)
RETURNS SETOF "OutboxCommand"
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_sort = off
SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
  tenants uuid[];
  share integer;
  found "OutboxCommand"[];
  is_alone boolean;
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
    RETURN;
  END IF;

  -- First every tenant's equal share; what others leave over goes to those with more.
  FOREACH share IN ARRAY ARRAY[ceil(batch::numeric / cardinality(tenants))::integer, batch] LOOP
    WITH seen AS MATERIALIZED (
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
        ORDER BY p."position" LIMIT share
      ) o
    ), suspect AS (
      SELECT s.place, s."tenantId", s."aggregateKey", s."position", false AS has_neighbours,
             true AS is_suspect
      FROM seen s WHERE s.is_suspect ORDER BY s."leaseExpiresAt", s."position" LIMIT 1
    ), chosen AS (
      SELECT * FROM suspect
      UNION ALL (
        SELECT s.place, s."tenantId", s."aggregateKey", s."position", s.has_neighbours, false
        FROM (SELECT seen.*, row_number() OVER (PARTITION BY "tenantId" ORDER BY "position") AS turn
              FROM seen) s
        WHERE NOT EXISTS (SELECT FROM suspect)
        ORDER BY s.turn, s."position" LIMIT batch - claimed_count)
    ), locked AS MATERIALIZED (
      SELECT chosen.*
      FROM chosen CROSS JOIN LATERAL (
        SELECT o.ctid AS place FROM "OutboxCommand" o
        WHERE o.ctid = chosen.place
          AND o."restingStatus" = 'PENDING'
          AND CASE WHEN o."status" = 'PENDING' THEN o."availableAt" ELSE o."leaseExpiresAt" END <= moment
        FOR UPDATE SKIP LOCKED
      ) l
      WHERE l.place = chosen.place
    ), in_line AS (
      SELECT n.place, sum(n.weight) OVER (PARTITION BY n."tenantId", n."aggregateKey"
                                          ORDER BY n."position", n.weight DESC) AS gap,
             bool_or(n.is_held) OVER (PARTITION BY n."tenantId", n."aggregateKey") AS is_held
      FROM (
        SELECT NULL::tid AS place, a."tenantId", a."aggregateKey", a."position", 1 AS weight,
               a."status" <> 'PENDING' AND a."leaseExpiresAt" > moment AS is_held
        FROM (SELECT DISTINCT "tenantId", "aggregateKey" FROM locked WHERE has_neighbours) line
        CROSS JOIN LATERAL (
          SELECT * FROM "OutboxCommand" o
          WHERE o."tenantId" = line."tenantId" AND o."aggregateKey" = line."aggregateKey"
            AND o."restingStatus" = 'PENDING' OFFSET 0) a
        UNION ALL
        SELECT place, "tenantId", "aggregateKey", "position", -1, false FROM locked WHERE has_neighbours
      ) n
    ), claimed AS (
      UPDATE "OutboxCommand" c
      SET "status" = next_status, "attempts" = c."attempts" + 1, "leaseNumber" = c."leaseNumber" + 1,
          "lockedBy" = worker, "lockedAt" = moment, "updatedAt" = moment,
          "leaseExpiresAt" = moment + make_interval(secs => lease_seconds),
          "submittedAt" = CASE WHEN is_submitting THEN moment ELSE c."submittedAt" END
      FROM (SELECT place FROM locked WHERE NOT has_neighbours
            UNION ALL
            SELECT place FROM in_line WHERE place IS NOT NULL AND gap = 0 AND NOT is_held) kept
      WHERE c.ctid = kept.place
      RETURNING c.*
    )
    SELECT (SELECT array_agg(claimed::"OutboxCommand" ORDER BY "position") FROM claimed),
           EXISTS (SELECT FROM suspect) INTO found, is_alone;
    RETURN QUERY SELECT * FROM unnest(found);
    claimed_count := claimed_count + coalesce(cardinality(found), 0);
    EXIT WHEN is_alone OR claimed_count >= batch OR share = batch;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION claim_outbox_commands(worker text, batch integer, lease_seconds integer)
RETURNS SETOF "OutboxCommand"
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  SELECT * FROM claim_outbox_commands(worker, batch, lease_seconds, false)
$$;

GRANT EXECUTE ON FUNCTION claim_outbox_commands(text, integer, integer, boolean) TO freehold_privileged;
