-- As before, and what was said about the person's wallets, loans, limits and address book: why a
-- wallet was frozen is as much about its holder as why the account was. Transfers keep their rows:
-- they carry amounts and codes, and prove where money went.
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
    UNION ALL SELECT "id" FROM public."Proposal"
      WHERE "tenantId" = tenant AND "entityType" = 'User' AND "entityId" = person::text
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

CALL protect_tenant_tables();
GRANT EXECUTE ON FUNCTION audit_shed(uuid) TO freehold_app;
