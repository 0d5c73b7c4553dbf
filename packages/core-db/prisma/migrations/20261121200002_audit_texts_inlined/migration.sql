-- What audit rows are hashed over, unchanged to the letter, in functions that the planner puts in place
-- of their call: each was planned anew for every row, which took most of the time of writing one. What
-- keeps a function from that is a path of its own; a body parsed here needs none, since every name in
-- it was looked up now.

CREATE OR REPLACE FUNCTION audit_actor_details(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
RETURN jsonb_build_array(
  'freehold.audit.actor.2'::text, (entry)."actorName", (entry)."ip", (entry)."userAgent")::text;

CREATE OR REPLACE FUNCTION audit_content_details(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
RETURN jsonb_build_array('freehold.audit.content.2'::text, (entry)."reason", (entry)."changes")::text;

CREATE OR REPLACE FUNCTION audit_digest(salt bytea, details text) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(salt || convert_to(details, 'UTF8'));

-- 32 bytes, 244 of their bits from the server's strong random source.
CREATE OR REPLACE FUNCTION audit_salt() RETURNS bytea
LANGUAGE sql VOLATILE
RETURN uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

CREATE OR REPLACE FUNCTION audit_bare(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
RETURN jsonb_build_array(
  'freehold.audit.2'::text,
  (entry)."tenantId", (entry)."sequence", (entry)."id",
  (entry)."action", (entry)."entityType", (entry)."entityId",
  (entry)."actorKind", (entry)."actorId", (entry)."actorTenantId",
  (entry)."organizationId", (entry)."requestId",
  to_char((entry)."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  encode((entry)."actorDigest", 'hex'), encode((entry)."contentDigest", 'hex'),
  (entry)."shedCount", encode((entry)."shedDigest", 'hex'))::text;

CREATE OR REPLACE FUNCTION audit_canonical(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
RETURN CASE WHEN (entry)."hashVersion" = 2 THEN audit_bare(entry) ELSE jsonb_build_array(
  'freehold.audit.1'::text,
  (entry)."tenantId", (entry)."sequence", (entry)."id",
  (entry)."action", (entry)."entityType", (entry)."entityId",
  (entry)."actorKind", (entry)."actorId", (entry)."actorTenantId", (entry)."actorName",
  (entry)."organizationId", (entry)."reason", (entry)."changes",
  (entry)."ip", (entry)."userAgent", (entry)."requestId",
  to_char((entry)."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text END;

CREATE OR REPLACE FUNCTION audit_hash(entry "AuditLog", previous bytea) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(previous || convert_to(audit_canonical(entry), 'UTF8'));

-- As before, and it reads one row to know whether an id is taken: by equality alone a plan made while the
-- log was short took any index of the tenant for as good as the key, and read the whole log for each row.
CREATE OR REPLACE FUNCTION audit_append() RETURNS trigger
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
  IF (SELECT a."id" FROM public."AuditLog" a WHERE a."tenantId" = NEW."tenantId" AND a."id" >= NEW."id"
      ORDER BY a."id" LIMIT 1) = NEW."id" THEN
    RAISE EXCEPTION 'audit row % exists', NEW."id"
      USING ERRCODE = '23505', TABLE = 'AuditLog', CONSTRAINT = 'AuditLog_pkey';
  END IF;

  NEW."sequence" := head."sequence" + 1;
  NEW."previousHash" := head."hash";
  NEW."hashVersion" := 2;
  NEW."actorShedBy" := NULL;
  NEW."contentShedBy" := NULL;
  NEW."shedCount" := head."shedCount";
  NEW."shedDigest" := head."shedDigest";
  NEW."actorSalt" := public.audit_salt();
  NEW."actorDigest" := public.audit_digest(NEW."actorSalt", public.audit_actor_details(NEW));
  NEW."contentSalt" := public.audit_salt();
  NEW."contentDigest" := public.audit_digest(NEW."contentSalt", public.audit_content_details(NEW));
  NEW."hash" := public.audit_hash(NEW, head."hash");
  UPDATE public."AuditChain"
  SET "sequence" = NEW."sequence", "hash" = NEW."hash", "updatedAt" = now(),
      "shedCount" = NULL, "shedDigest" = NULL
  WHERE "tenantId" = NEW."tenantId";
  RETURN NEW;
END $$;
