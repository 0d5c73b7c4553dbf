-- The application may change the name and settings of the tenant that is set, of no other and nothing
-- else of it. Runs as the owner because the table is shared and read-only to the application, and
-- therefore checks the tenant itself. Gives the new version, or null where it has moved on.
CREATE FUNCTION update_tenant_settings(expected_version integer, new_name text, new_settings jsonb)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  tenant constant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
  new_version integer;
BEGIN
  IF tenant IS NULL THEN
    RAISE EXCEPTION 'no tenant is set' USING ERRCODE = '42501';
  END IF;
  IF jsonb_typeof(new_settings) <> 'object' OR coalesce(btrim(new_name), '') = '' THEN
    RAISE EXCEPTION 'a tenant has a name and settings' USING ERRCODE = '22023';
  END IF;
  UPDATE public."Tenant"
  SET "name" = new_name, "settings" = new_settings, "version" = "version" + 1, "updatedAt" = now()
  WHERE "id" = tenant AND "version" = expected_version
  RETURNING "version" INTO new_version;
  RETURN new_version;
END $$;

CALL protect_tenant_tables();
GRANT EXECUTE ON FUNCTION update_tenant_settings(integer, text, jsonb) TO freehold_app;
