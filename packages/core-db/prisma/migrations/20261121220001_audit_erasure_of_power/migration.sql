-- As before, and what a row says of the person by its changes, whatever it is kept under: that they
-- were put on the list of a business account, taken off it or given another weight, and what belonged
-- to a passkey or a limit that is gone. A row that says it of several keeps their bare ids. And what was
-- said where a proposal was about their wallet, loan, limit or power over an account.
CREATE OR REPLACE FUNCTION audit_shed(person uuid) RETURNS integer
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
    UNION ALL SELECT p."id" FROM public."Proposal" p WHERE p."tenantId" = tenant AND CASE p."entityType"
      WHEN 'User' THEN p."entityId" = person::text
      WHEN 'Wallet' THEN p."entityId" IN (
        SELECT w."id"::text FROM public."Wallet" w WHERE w."tenantId" = tenant AND w."userId" = person)
      WHEN 'Loan' THEN p."entityId" IN (
        SELECT l."id"::text FROM public."Loan" l WHERE l."tenantId" = tenant AND l."userId" = person)
      WHEN 'TransactionLimit' THEN p."entityId" = 'USER:' || person OR p."entityId" IN (
        SELECT l."id"::text FROM public."TransactionLimit" l
        WHERE l."tenantId" = tenant AND l."scope" = 'USER' AND l."scopeKey" = person::text)
      WHEN 'BusinessAccount' THEN p."input" ->> 'userId' = person::text OR p."input" ->> 'signatoryId' IN (
        SELECT b."id"::text FROM public."BusinessSignatory" b WHERE b."tenantId" = tenant AND b."userId" = person)
      END
    UNION ALL SELECT "id" FROM public."OutboundMessage" WHERE "tenantId" = tenant
      AND ("recipient" IN (erased."email", erased."phone")
           OR "entityType" = 'User' AND "entityId" = person::text)
    UNION ALL SELECT "id" FROM public."Wallet" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."Beneficiary" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."Contact" WHERE "tenantId" = tenant
      AND (person IN ("userId", "contactUserId") OR "email" = erased."email" OR "phone" = erased."phone")
    UNION ALL SELECT "id" FROM public."Loan" WHERE "tenantId" = tenant AND "userId" = person
    UNION ALL SELECT "id" FROM public."TransactionLimit" WHERE "tenantId" = tenant
      AND "scope" = 'USER' AND "scopeKey" = person::text
  ) found;

  FOR entry IN
    SELECT * FROM public."AuditLog" a
    WHERE a."tenantId" = tenant
      AND (a."actorShedBy" IS NULL
          AND (a."actorId" = person::text AND a."actorTenantId" IS NULL
            OR a."actorKind" IN ('SERVICE', 'SYSTEM') AND a."entityId" = ANY (about))
        OR a."contentShedBy" IS NULL AND (a."entityId" = ANY (about)
          OR person::text IN (a."changes" ->> 'userId', a."changes" ->> 'scopeKey')
          OR public.audit_quotes(a, erased."email", erased."phone")))
    ORDER BY a."sequence"
  LOOP
    -- What does not match its hash is evidence: it is not made unreadable.
    IF public.audit_row_fault(entry, entry."previousHash") IS NOT NULL THEN
      RAISE EXCEPTION 'audit row % does not match its hash', entry."sequence" USING ERRCODE = '55000';
    END IF;
    is_by := entry."actorShedBy" IS NULL
      AND (entry."actorId" = person::text AND entry."actorTenantId" IS NULL
        OR entry."actorKind" IN ('SERVICE', 'SYSTEM') AND entry."entityId" = ANY (about));
    is_about := entry."contentShedBy" IS NULL AND (entry."entityId" = ANY (about)
      OR person::text IN (entry."changes" ->> 'userId', entry."changes" ->> 'scopeKey')
      OR public.audit_quotes(entry, erased."email", erased."phone"));
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
