-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "noticedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "noticedEnd" TIMESTAMPTZ(3),
ADD COLUMN     "startedAt" TIMESTAMPTZ(3);

-- An organization that has members has an owner, whatever code changes them: checked at the commit,
-- so that a hand-over may take one role and give the other. One that is deleted takes its members
-- along and has nothing left to own.
CREATE FUNCTION require_owner() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
  IF EXISTS (SELECT FROM public."Organization" o
             WHERE o."tenantId" = OLD."tenantId" AND o."id" = OLD."organizationId")
     AND NOT EXISTS (SELECT FROM public."Membership" m
                     WHERE m."tenantId" = OLD."tenantId" AND m."organizationId" = OLD."organizationId"
                       AND m."role" = 'OWNER'::public."MembershipRole") THEN
    RAISE EXCEPTION 'An organization needs an owner'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'Membership_owner_check', TABLE = 'Membership';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER require_owner
  AFTER UPDATE OF "role" OR DELETE ON "Membership"
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."role" = 'OWNER'::"MembershipRole")
  EXECUTE FUNCTION require_owner();
