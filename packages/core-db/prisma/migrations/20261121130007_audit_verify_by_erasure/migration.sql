-- As before; an erasure is looked up once for all rows it shed, by its sequence.
CREATE OR REPLACE FUNCTION audit_verify(tenant uuid, from_sequence bigint DEFAULT 1, row_limit integer DEFAULT 10000)
RETURNS TABLE ("checked" integer, "lastSequence" bigint, "isComplete" boolean,
               "brokenSequence" bigint, "brokenId" uuid, "reason" text, "shed" integer)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog
AS $$
DECLARE
  entry public."AuditLog"%ROWTYPE;
  head public."AuditChain"%ROWTYPE;
  proof record;
  erasure bigint;
  -- Erasures that were looked up: one for many rows.
  known bigint[] := ARRAY[]::bigint[];
  previous bytea := decode(repeat('00', 32), 'hex');
BEGIN
  "checked" := 0;
  "shed" := 0;
  "lastSequence" := from_sequence - 1;
  "isComplete" := false;
  IF from_sequence > 1 THEN
    SELECT a."hash" INTO previous FROM public."AuditLog" a
    WHERE a."tenantId" = tenant AND a."sequence" = from_sequence - 1;
    IF NOT FOUND THEN
      "brokenSequence" := from_sequence - 1;
      "reason" := 'row is missing';
      RETURN NEXT;
      RETURN;
    END IF;
  END IF;

  FOR entry IN
    SELECT * FROM public."AuditLog" a
    WHERE a."tenantId" = tenant AND a."sequence" >= from_sequence
    ORDER BY a."sequence" LIMIT row_limit
  LOOP
    "reason" := CASE WHEN entry."sequence" <> "lastSequence" + 1 THEN 'row is missing'
      ELSE public.audit_row_fault(entry, previous) END;
    IF "reason" IS NULL AND coalesce(entry."actorShedBy", entry."contentShedBy") IS NOT NULL THEN
      "shed" := "shed" + 1;
      FOREACH erasure IN ARRAY ARRAY[entry."actorShedBy", entry."contentShedBy"] LOOP
        CONTINUE WHEN erasure IS NULL OR erasure = ANY (known);
        PERFORM FROM public."AuditLog" e
        WHERE e."tenantId" = tenant AND e."sequence" = erasure AND e."shedDigest" IS NOT NULL;
        IF FOUND THEN
          known := known || erasure;
        ELSE
          "reason" := 'details are gone without an erasure that tells of it';
        END IF;
      END LOOP;
    END IF;
    IF "reason" IS NULL AND entry."shedDigest" IS NOT NULL THEN
      SELECT * INTO proof FROM public.audit_shed_proof(tenant, entry."sequence");
      IF proof."count" IS DISTINCT FROM entry."shedCount" OR proof."digest" <> entry."shedDigest" THEN
        "reason" := 'what it erased is not what it tells of';
      END IF;
    END IF;
    IF "reason" IS NOT NULL THEN
      "brokenSequence" := "lastSequence" + 1;
      "brokenId" := CASE WHEN entry."sequence" = "brokenSequence" THEN entry."id" END;
      RETURN NEXT;
      RETURN;
    END IF;
    previous := entry."hash";
    "lastSequence" := entry."sequence";
    "checked" := "checked" + 1;
  END LOOP;

  "isComplete" := "checked" < row_limit;
  IF "isComplete" THEN
    SELECT * INTO head FROM public."AuditChain" c WHERE c."tenantId" = tenant;
    IF coalesce(head."sequence", 0) <> "lastSequence" OR (head."hash" IS NOT NULL AND head."hash" <> previous) THEN
      "brokenSequence" := "lastSequence" + 1;
      "reason" := format('the log ends at %s, its head stands at %s', "lastSequence", coalesce(head."sequence", 0));
    ELSIF head."shedDigest" IS NOT NULL THEN
      "brokenSequence" := "lastSequence" + 1;
      "reason" := 'details are gone without an erasure that tells of it';
    END IF;
  END IF;
  RETURN NEXT;
END $$;

CALL protect_tenant_tables();
GRANT EXECUTE ON FUNCTION audit_verify(uuid, bigint, integer) TO freehold_app, freehold_privileged;
