-- The audit chain: each row carries the hash of the one before it, per tenant, without a gap.

-- The text a row is hashed over: a JSON array, its first element naming this layout. A change of
-- layout gets a new name and keeps this one for the rows written under it.
CREATE FUNCTION audit_canonical(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT jsonb_build_array(
    'freehold.audit.1',
    entry."tenantId", entry."sequence", entry."id",
    entry."action", entry."entityType", entry."entityId",
    entry."actorKind", entry."actorId", entry."actorTenantId", entry."actorName",
    entry."organizationId", entry."reason", entry."changes",
    entry."ip", entry."userAgent", entry."requestId",
    to_char(entry."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )::text
$$;

CREATE FUNCTION audit_hash(entry "AuditLog", previous bytea) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT sha256(previous || convert_to(public.audit_canonical(entry), 'UTF8'))
$$;

-- Locks the tenant's head until the transaction ends, so that sequence order is commit order; a
-- transaction writes its audit row last to hold that lock briefly. Runs as the owner because the
-- application may not write the head, and therefore checks the tenant itself.
CREATE FUNCTION audit_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  head public."AuditChain"%ROWTYPE;
BEGIN
  IF NEW."tenantId" IS DISTINCT FROM NULLIF(current_setting('app.tenant_id', true), '')::uuid THEN
    RAISE EXCEPTION 'an audit row belongs to the tenant that is set' USING ERRCODE = '42501';
  END IF;

  SELECT * INTO head FROM public."AuditChain" WHERE "tenantId" = NEW."tenantId" FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO public."AuditChain" ("tenantId", "sequence", "hash")
    VALUES (NEW."tenantId", 0, decode(repeat('00', 32), 'hex'))
    ON CONFLICT ("tenantId") DO NOTHING;
    SELECT * INTO STRICT head FROM public."AuditChain" WHERE "tenantId" = NEW."tenantId" FOR UPDATE;
  END IF;

  -- ON CONFLICT DO NOTHING would move the head for a row that is then not stored.
  IF EXISTS (SELECT FROM public."AuditLog" WHERE "tenantId" = NEW."tenantId" AND "id" = NEW."id") THEN
    RAISE EXCEPTION 'audit row % exists', NEW."id"
      USING ERRCODE = '23505', TABLE = 'AuditLog', CONSTRAINT = 'AuditLog_pkey';
  END IF;

  NEW."sequence" := head."sequence" + 1;
  NEW."previousHash" := head."hash";
  NEW."hash" := public.audit_hash(NEW, head."hash");
  UPDATE public."AuditChain"
  SET "sequence" = NEW."sequence", "hash" = NEW."hash", "updatedAt" = now()
  WHERE "tenantId" = NEW."tenantId";
  RETURN NEW;
END $$;

CREATE TRIGGER audit_append BEFORE INSERT ON "AuditLog"
  FOR EACH ROW EXECUTE FUNCTION audit_append();

-- Recomputes one stretch of a tenant's chain, from a sequence on, and names the first broken row.
-- The next stretch starts at "lastSequence" + 1 until "isComplete"; the last one compares the end
-- of the log with the head, so that rows cut off at the end are missed too. Runs with the caller's
-- rights: the application checks the tenant that is set, freehold_privileged any.
CREATE FUNCTION audit_verify(tenant uuid, from_sequence bigint DEFAULT 1, row_limit integer DEFAULT 10000)
RETURNS TABLE ("checked" integer, "lastSequence" bigint, "isComplete" boolean,
               "brokenSequence" bigint, "brokenId" uuid, "reason" text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog
AS $$
DECLARE
  entry public."AuditLog"%ROWTYPE;
  head public."AuditChain"%ROWTYPE;
  previous bytea := decode(repeat('00', 32), 'hex');
BEGIN
  "checked" := 0;
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
    "reason" := CASE
      WHEN entry."sequence" <> "lastSequence" + 1 THEN 'row is missing'
      WHEN entry."previousHash" <> previous THEN 'does not carry the hash of the row before it'
      WHEN entry."hash" <> public.audit_hash(entry, previous) THEN 'content does not match its hash'
    END;
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
    END IF;
  END IF;
  RETURN NEXT;
END $$;

CALL protect_tenant_tables();
GRANT EXECUTE ON FUNCTION audit_canonical("AuditLog"), audit_hash("AuditLog", bytea),
  audit_verify(uuid, bigint, integer) TO freehold_app, freehold_privileged;
