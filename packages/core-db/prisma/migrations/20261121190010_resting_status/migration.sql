-- unsafe-ok: only what is not committed changes, which is what waits and what was set aside.

-- The status a command rests in: what a worker holds counts as waiting. Indexes are over this column
-- instead of `status`, so that a claim, which every command goes through, changes no index.
ALTER TABLE "OutboxCommand" ADD COLUMN "restingStatus" "CommandStatus" NOT NULL DEFAULT 'COMMITTED';
ALTER TABLE "OutboxCommand" ALTER COLUMN "restingStatus" SET DEFAULT 'PENDING';

DO $$
DECLARE
  tenant uuid;
BEGIN
  FOR tenant IN SELECT "id" FROM "Tenant" LOOP
    PERFORM set_config('app.tenant_id', tenant::text, true);
    UPDATE "OutboxCommand"
    SET "restingStatus" = CASE WHEN "status" IN ('LOCKED', 'SUBMITTED') THEN 'PENDING' ELSE "status" END
    WHERE "status" <> 'COMMITTED';
  END LOOP;
  PERFORM set_config('app.tenant_id', '', true);
END $$;

-- For whoever changes one without the other, an older release among them.
CREATE FUNCTION keep_resting_status() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
BEGIN
  NEW."restingStatus" := CASE WHEN NEW."status" IN ('LOCKED', 'SUBMITTED') THEN 'PENDING' ELSE NEW."status" END;
  RETURN NEW;
END $$;

CREATE TRIGGER keep_resting_status BEFORE INSERT OR UPDATE ON "OutboxCommand"
  FOR EACH ROW
  WHEN (NEW."restingStatus" <> CASE WHEN NEW."status" IN ('LOCKED', 'SUBMITTED')
                                    THEN 'PENDING'::"CommandStatus" ELSE NEW."status" END)
  EXECUTE FUNCTION keep_resting_status();

-- Room for a second version of every row beside the first.
ALTER TABLE "OutboxCommand" SET (fillfactor = 50);
