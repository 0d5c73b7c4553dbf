-- What the worker sends to webhook endpoints, claimed across tenants as messages are: fair, counted at
-- the claim, fenced by "leaseNumber", claims one after another. While a delivery is LOCKED its
-- "availableAt" is the end of the lease.
CREATE FUNCTION claim_webhook_deliveries(worker text, batch integer, lease_seconds integer)
RETURNS SETOF "WebhookDelivery"
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
  PERFORM pg_advisory_xact_lock(hashtextextended('freehold.claim_webhook_deliveries', 0));
  moment := clock_timestamp();

  RETURN QUERY
  -- A CTE runs once; a sub-select here may run again for each row, and choose another one.
  WITH suspect AS MATERIALIZED (
    SELECT s."tenantId", s."id" FROM "WebhookDelivery" s
    WHERE s."status" = 'LOCKED' AND s."availableAt" <= moment
    ORDER BY s."availableAt" LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  UPDATE "WebhookDelivery" c
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
    (SELECT p."tenantId" FROM "WebhookDelivery" p WHERE p."status" = 'PENDING'
     ORDER BY p."tenantId", p."availableAt", p."id" LIMIT 1)
    UNION ALL
    SELECT (SELECT p."tenantId" FROM "WebhookDelivery" p
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
        SELECT p."tenantId", p."id", p."availableAt" FROM "WebhookDelivery" p
        WHERE p."tenantId" = w."tenantId" AND p."status" = 'PENDING' AND p."availableAt" <= moment
        ORDER BY p."availableAt", p."id" LIMIT share
      ) o
    ), chosen AS (
      SELECT "tenantId", "id" FROM candidate ORDER BY turn, "availableAt", "id" LIMIT batch - claimed_count
    ), locked AS (
      SELECT o."tenantId", o."id" FROM "WebhookDelivery" o
      JOIN chosen ON chosen."tenantId" = o."tenantId" AND chosen."id" = o."id"
      WHERE o."status" = 'PENDING'
      FOR UPDATE OF o SKIP LOCKED
    ), claimed AS (
      UPDATE "WebhookDelivery" c
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
GRANT EXECUTE ON FUNCTION claim_webhook_deliveries(text, integer, integer) TO freehold_privileged;
