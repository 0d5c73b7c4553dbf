-- unsafe-ok: audit_verify gives one column more; it is dropped and made anew in this transaction, with the same rights.

-- Personal details of audit rows can be shed while the chain stays provable.
--
-- A row of layout 2 is hashed over what is no personal detail and over two salted digests: of who
-- acted (name, address, browser) and of what was said (reason, changes). An erasure empties a group
-- and throws its salt away: the digest stays, nobody can guess back what it was made of, and the
-- row's hash still holds. The row that tells of the erasure carries how many rows were shed and a
-- digest of what stays of them, and is hashed over both: whoever empties another row and says it
-- was erased is found.
--
-- A row of layout 1 was hashed over its details in the clear. It is first checked against its hash,
-- then given the two digests, then shed; from then on its hash cannot be recomputed, and the
-- erasure's digest, which covers that hash and everything that stays, stands for it.

ALTER TABLE "AuditLog"
  ADD COLUMN "hashVersion" SMALLINT NOT NULL DEFAULT 1,
  ADD COLUMN "actorSalt" BYTEA,
  ADD COLUMN "actorDigest" BYTEA,
  ADD COLUMN "contentSalt" BYTEA,
  ADD COLUMN "contentDigest" BYTEA,
  ADD COLUMN "actorShedBy" BIGINT,
  ADD COLUMN "contentShedBy" BIGINT,
  ADD COLUMN "shedCount" INTEGER,
  ADD COLUMN "shedDigest" BYTEA;
ALTER TABLE "AuditLog" ALTER COLUMN "hashVersion" SET DEFAULT 2;

ALTER TABLE "AuditChain"
  ADD COLUMN "shedCount" INTEGER,
  ADD COLUMN "shedDigest" BYTEA;

-- Who acted, as text.
CREATE FUNCTION audit_actor_details(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT jsonb_build_array(
    'freehold.audit.actor.2', entry."actorName", entry."ip", entry."userAgent")::text
$$;

-- What was said, as text.
CREATE FUNCTION audit_content_details(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT jsonb_build_array('freehold.audit.content.2', entry."reason", entry."changes")::text
$$;

CREATE FUNCTION audit_digest(salt bytea, details text) RETURNS bytea
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog
AS $$
  SELECT sha256(salt || convert_to(details, 'UTF8'))
$$;

-- 32 bytes, 244 of their bits from the server's strong random source.
CREATE FUNCTION audit_salt() RETURNS bytea
LANGUAGE sql VOLATILE
SET search_path = pg_catalog
AS $$
  SELECT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
$$;

-- What stays of a row, whatever is shed: the text that layout 2 is hashed over.
CREATE FUNCTION audit_bare(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT jsonb_build_array(
    'freehold.audit.2',
    entry."tenantId", entry."sequence", entry."id",
    entry."action", entry."entityType", entry."entityId",
    entry."actorKind", entry."actorId", entry."actorTenantId",
    entry."organizationId", entry."requestId",
    to_char(entry."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    encode(entry."actorDigest", 'hex'), encode(entry."contentDigest", 'hex'),
    entry."shedCount", encode(entry."shedDigest", 'hex')
  )::text
$$;

-- The text a row is hashed over: a JSON array, its first element naming the layout.
CREATE OR REPLACE FUNCTION audit_canonical(entry "AuditLog") RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT CASE WHEN entry."hashVersion" = 2 THEN public.audit_bare(entry) ELSE jsonb_build_array(
    'freehold.audit.1',
    entry."tenantId", entry."sequence", entry."id",
    entry."action", entry."entityType", entry."entityId",
    entry."actorKind", entry."actorId", entry."actorTenantId", entry."actorName",
    entry."organizationId", entry."reason", entry."changes",
    entry."ip", entry."userAgent", entry."requestId",
    to_char(entry."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )::text END
$$;

-- Why a row does not fit what it claims and the row before it; null when it does.
CREATE FUNCTION audit_row_fault(entry "AuditLog", previous bytea) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT CASE
    WHEN entry."previousHash" <> previous THEN 'does not carry the hash of the row before it'
    WHEN entry."actorShedBy" <= entry."sequence" OR entry."contentShedBy" <= entry."sequence"
      THEN 'claims an erasure before it was written'
    WHEN entry."actorShedBy" IS NOT NULL AND (entry."actorName" <> '' OR entry."ip" IS NOT NULL
      OR entry."userAgent" IS NOT NULL OR entry."actorSalt" IS NOT NULL OR entry."actorDigest" IS NULL)
      THEN 'carries details that it says were erased'
    WHEN entry."contentShedBy" IS NOT NULL AND (entry."reason" IS NOT NULL OR entry."changes" <> '{}'
      OR entry."contentSalt" IS NOT NULL OR entry."contentDigest" IS NULL)
      THEN 'carries details that it says were erased'
    -- Layout 1, shed: its hash is covered by the erasure's digest.
    WHEN NOT (entry."hashVersion" = 1 AND coalesce(entry."actorShedBy", entry."contentShedBy") IS NOT NULL)
      AND entry."hash" IS DISTINCT FROM public.audit_hash(entry, previous)
      THEN 'content does not match its hash'
    WHEN (entry."hashVersion" = 2 OR coalesce(entry."actorShedBy", entry."contentShedBy") IS NOT NULL)
      AND (entry."actorShedBy" IS NULL AND entry."actorDigest" IS DISTINCT FROM
             public.audit_digest(entry."actorSalt", public.audit_actor_details(entry))
           OR entry."contentShedBy" IS NULL AND entry."contentDigest" IS DISTINCT FROM
             public.audit_digest(entry."contentSalt", public.audit_content_details(entry)))
      THEN 'content does not match its hash'
  END
$$;

-- What an erasure vouches for of a row: its hash, what stays of it, and which groups are gone.
CREATE FUNCTION audit_shed_part(entry "AuditLog", erasure bigint) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT jsonb_build_array(
    'freehold.audit.shed.2', encode(entry."hash", 'hex'), public.audit_bare(entry),
    entry."actorShedBy" IS NOT DISTINCT FROM erasure,
    entry."contentShedBy" IS NOT DISTINCT FROM erasure)::text
$$;

-- How many rows an erasure shed and the digest over them, in the order of the chain.
CREATE FUNCTION audit_shed_proof(tenant uuid, erasure bigint)
RETURNS TABLE ("count" integer, "digest" bytea)
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  SELECT count(*)::integer, sha256(convert_to(coalesce(string_agg(
    encode(sha256(convert_to(public.audit_shed_part(a, erasure), 'UTF8')), 'hex'), ''
    ORDER BY a."sequence"), ''), 'UTF8'))
  FROM public."AuditLog" a
  WHERE a."tenantId" = tenant AND (a."actorShedBy" = erasure OR a."contentShedBy" = erasure)
$$;

-- Whether an update does nothing but shed: every other column stays, a group is either left as it
-- is (sealed, where the row was of layout 1) or emptied, and what was shed stays shed.
CREATE FUNCTION audit_is_shedding(was "AuditLog", becomes "AuditLog") RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog
AS $$
  WITH groups (columns) AS (VALUES (ARRAY['actorName', 'ip', 'userAgent', 'reason', 'changes',
    'actorSalt', 'actorDigest', 'contentSalt', 'contentDigest', 'actorShedBy', 'contentShedBy']))
  SELECT to_jsonb(becomes) - columns = to_jsonb(was) - columns
    AND (becomes."actorShedBy" IS DISTINCT FROM was."actorShedBy"
         OR becomes."contentShedBy" IS DISTINCT FROM was."contentShedBy")
    AND (was."actorDigest" IS NULL AND was."hashVersion" = 1
         OR becomes."actorDigest" IS NOT DISTINCT FROM was."actorDigest")
    AND (was."contentDigest" IS NULL AND was."hashVersion" = 1
         OR becomes."contentDigest" IS NOT DISTINCT FROM was."contentDigest")
    AND CASE WHEN becomes."actorShedBy" IS NOT DISTINCT FROM was."actorShedBy"
      THEN public.audit_actor_details(becomes) = public.audit_actor_details(was)
      ELSE was."actorShedBy" IS NULL AND becomes."actorName" = ''
        AND becomes."ip" IS NULL AND becomes."userAgent" IS NULL END
    AND CASE WHEN becomes."contentShedBy" IS NOT DISTINCT FROM was."contentShedBy"
      THEN public.audit_content_details(becomes) = public.audit_content_details(was)
      ELSE was."contentShedBy" IS NULL AND becomes."reason" IS NULL AND becomes."changes" = '{}' END
    AND public.audit_row_fault(becomes, becomes."previousHash") IS NULL
  FROM groups
$$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
  IF TG_TABLE_NAME = 'AuditLog' AND TG_OP = 'UPDATE' THEN
    IF public.audit_is_shedding(OLD, NEW) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;

-- As before, now in layout 2; a shedding that this transaction has done is vouched for by its next row.
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
  IF EXISTS (SELECT FROM public."AuditLog" WHERE "tenantId" = NEW."tenantId" AND "id" = NEW."id") THEN
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

-- Sheds what the audit log holds of a person who is being erased: who acted on rows by them, what
-- was said on rows about them and on rows that quote their address or number. Gives how many rows
-- it changed. The next audit row of the transaction vouches for them. Runs as the owner because the
-- application may not update the log, and therefore checks the tenant and the person itself; the
-- address and number are read here and never taken from the caller, who could name anybody's.
CREATE FUNCTION audit_shed(person uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  tenant constant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
  head public."AuditChain"%ROWTYPE;
  erased public."User"%ROWTYPE;
  entry public."AuditLog"%ROWTYPE;
  about text[];
  is_by boolean;
  is_about boolean;
  proof record;
BEGIN
  SELECT * INTO erased FROM public."User" WHERE "tenantId" = tenant AND "id" = person;
  IF NOT FOUND OR erased."erasedAt" IS NULL OR erased."deletedAt" IS NULL THEN
    RAISE EXCEPTION 'only what concerns a person who is being erased is shed' USING ERRCODE = '42501';
  END IF;
  SELECT * INTO head FROM public."AuditChain" WHERE "tenantId" = tenant FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  IF head."shedDigest" IS NOT NULL THEN
    RAISE EXCEPTION 'an erasure of this transaction has no row yet' USING ERRCODE = '55000';
  END IF;

  SELECT array_agg(found."id"::text) INTO about FROM (
    SELECT person AS "id"
    UNION ALL SELECT "id" FROM public."ApprovalCase" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."PendingRegistration" WHERE "tenantId" = tenant
      AND ("createdUserId" = person OR "email" = erased."email" OR "phone" = erased."phone")
    UNION ALL SELECT "id" FROM public."Session" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."TrustedDevice" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."Passkey" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."Authenticator" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."PushToken" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."Membership" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."Invitation" WHERE "tenantId" = tenant AND "email" = erased."email"
    UNION ALL SELECT "id" FROM public."Proposal"
      WHERE "tenantId" = tenant AND "entityType" = 'User' AND "entityId" = person::text
    UNION ALL SELECT "id" FROM public."OutboundMessage" WHERE "tenantId" = tenant
      AND ("recipient" IN (erased."email", erased."phone")
           OR "entityType" = 'User' AND "entityId" = person::text)
  ) found;

  FOR entry IN
    SELECT * FROM public."AuditLog" a
    WHERE a."tenantId" = tenant
      AND (a."actorId" = person::text AND a."actorTenantId" IS NULL AND a."actorShedBy" IS NULL
        OR a."contentShedBy" IS NULL AND (a."entityId" = ANY (about)
          OR strpos(lower(concat(a."reason", a."changes"::text)), erased."email") > 0
          OR strpos(concat(a."reason", a."changes"::text), erased."phone") > 0))
    ORDER BY a."sequence"
  LOOP
    -- What does not match its hash is evidence: it is not made unreadable.
    IF public.audit_row_fault(entry, entry."previousHash") IS NOT NULL THEN
      RAISE EXCEPTION 'audit row % does not match its hash', entry."sequence" USING ERRCODE = '55000';
    END IF;
    is_by := entry."actorId" = person::text AND entry."actorTenantId" IS NULL
      AND entry."actorShedBy" IS NULL;
    is_about := entry."contentShedBy" IS NULL AND (entry."entityId" = ANY (about)
      OR strpos(lower(concat(entry."reason", entry."changes"::text)), erased."email") > 0
      OR strpos(concat(entry."reason", entry."changes"::text), coalesce(erased."phone", 'none')) > 0);
    IF entry."actorDigest" IS NULL THEN
      entry."actorSalt" := public.audit_salt();
      entry."actorDigest" := public.audit_digest(entry."actorSalt", public.audit_actor_details(entry));
      entry."contentSalt" := public.audit_salt();
      entry."contentDigest" := public.audit_digest(entry."contentSalt", public.audit_content_details(entry));
    END IF;
    IF coalesce(is_by, false) THEN
      entry."actorName" := '';
      entry."ip" := NULL;
      entry."userAgent" := NULL;
      entry."actorSalt" := NULL;
      entry."actorShedBy" := head."sequence" + 1;
    END IF;
    IF is_about THEN
      entry."reason" := NULL;
      entry."changes" := '{}';
      entry."contentSalt" := NULL;
      entry."contentShedBy" := head."sequence" + 1;
    END IF;
    UPDATE public."AuditLog" SET
      "actorName" = entry."actorName", "ip" = entry."ip", "userAgent" = entry."userAgent",
      "actorSalt" = entry."actorSalt", "actorDigest" = entry."actorDigest", "actorShedBy" = entry."actorShedBy",
      "reason" = entry."reason", "changes" = entry."changes",
      "contentSalt" = entry."contentSalt", "contentDigest" = entry."contentDigest",
      "contentShedBy" = entry."contentShedBy"
    WHERE "tenantId" = tenant AND "id" = entry."id";
  END LOOP;

  SELECT * INTO proof FROM public.audit_shed_proof(tenant, head."sequence" + 1);
  UPDATE public."AuditChain" SET "shedCount" = proof."count", "shedDigest" = proof."digest"
  WHERE "tenantId" = tenant;
  RETURN proof."count";
END $$;

-- As before, and past shed details: each is vouched for by the row of an erasure further on, and
-- that row by what the erased ones are now. "shed" counts rows that lost details.
DROP FUNCTION audit_verify(uuid, bigint, integer);
CREATE FUNCTION audit_verify(tenant uuid, from_sequence bigint DEFAULT 1, row_limit integer DEFAULT 10000)
RETURNS TABLE ("checked" integer, "lastSequence" bigint, "isComplete" boolean,
               "brokenSequence" bigint, "brokenId" uuid, "reason" text, "shed" integer)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog
AS $$
DECLARE
  entry public."AuditLog"%ROWTYPE;
  head public."AuditChain"%ROWTYPE;
  proof record;
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
      IF EXISTS (
        SELECT FROM unnest(ARRAY[entry."actorShedBy", entry."contentShedBy"]) AS erasure
        WHERE erasure IS NOT NULL AND NOT EXISTS (
          SELECT FROM public."AuditLog" e
          WHERE e."tenantId" = tenant AND e."sequence" = erasure AND e."shedDigest" IS NOT NULL)) THEN
        "reason" := 'details are gone without an erasure that tells of it';
      END IF;
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
GRANT EXECUTE ON FUNCTION audit_canonical("AuditLog"), audit_hash("AuditLog", bytea),
  audit_bare("AuditLog"), audit_actor_details("AuditLog"), audit_content_details("AuditLog"),
  audit_digest(bytea, text), audit_row_fault("AuditLog", bytea), audit_shed_part("AuditLog", bigint),
  audit_shed_proof(uuid, bigint), audit_verify(uuid, bigint, integer)
  TO freehold_app, freehold_privileged;
GRANT EXECUTE ON FUNCTION audit_shed(uuid) TO freehold_app;
