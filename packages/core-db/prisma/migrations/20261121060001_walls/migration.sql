-- The wall that the database itself keeps: two roles that own nothing, and row-level security on
-- every table unless table_rules() names an exception. A migration that creates a table ends with
-- CALL protect_tenant_tables().

-- Roles belong to the cluster, so another database may have made them, perhaps this very moment.
-- They can log in but have no password: `npm run db -- roles` gives them one from the URLs.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['freehold_app', 'freehold_privileged'] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles
               WHERE rolname = wanted AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)) THEN
      RAISE EXCEPTION 'role % must not be a superuser, bypass row-level security, or create roles or databases', wanted;
    END IF;
  END LOOP;
END $$;

-- Nobody but the owner runs a function unless a migration says so.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- The exceptions to "a tenant's table, read and written by its tenant", in one place. A later
-- migration replaces this function whole and calls protect_tenant_tables() again.
--   shared           no tenant: readable by all, written by freehold_privileged
--   append-only      no UPDATE, DELETE or TRUNCATE, for nobody
--   database-written written by triggers only
-- privileged_verbs: what freehold_privileged may do across tenants besides reading; an INSERT is
-- held to the tenant that is set, and no UPDATE moves a row to another tenant.
CREATE FUNCTION table_rules()
RETURNS TABLE (table_name text, kind text, privileged_verbs text[])
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog
AS $$
  VALUES
    ('Tenant', 'shared', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('Country', 'shared', ARRAY['INSERT', 'UPDATE', 'DELETE']),
    ('AuditChain', 'database-written', ARRAY[]::text[]),
    ('AuditLog', 'append-only', ARRAY['INSERT']),
    ('EventLog', 'append-only', ARRAY[]::text[]),
    ('LedgerBlock', 'append-only', ARRAY[]::text[]),
    ('LedgerTransaction', 'append-only', ARRAY[]::text[]),
    ('OutboxCommand', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('OutboundMessage', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('PendingRegistration', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('Session', 'tenant', ARRAY['UPDATE', 'DELETE']),
    ('UsageBudget', 'tenant', ARRAY['UPDATE', 'DELETE'])
$$;

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;

-- Makes a policy unless the table has one of that name.
CREATE PROCEDURE ensure_policy(target regclass, policy_name text, definition text)
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = target AND polname = policy_name) THEN
    EXECUTE format('CREATE POLICY %I ON %s %s', policy_name, target, definition);
  END IF;
END $$;

-- Row-level security, policies and append-only triggers of one tenant table.
CREATE PROCEDURE protect_tenant_table(target regclass, kind text, privileged_verbs text[])
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
  own_tenant constant text :=
    '("tenantId" = (NULLIF(current_setting(''app.tenant_id''::text, true), ''''::text))::uuid)';
BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute
                 WHERE attrelid = target AND attname = 'tenantId' AND atttypid = 'uuid'::regtype
                   AND attnotnull AND NOT attisdropped) THEN
    RAISE EXCEPTION 'table % has no required "tenantId" of type uuid and table_rules() does not name it as shared', target;
  END IF;

  IF EXISTS (SELECT FROM pg_class WHERE oid = target AND NOT (relrowsecurity AND relforcerowsecurity)) THEN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', target);
  END IF;
  CALL public.ensure_policy(target, 'tenant_isolation',
    format('TO freehold_app USING %s WITH CHECK %s', own_tenant, own_tenant));
  -- FORCE holds the owner too, where it is no superuser: triggers that run as the owner need this.
  CALL public.ensure_policy(target, 'owner_isolation',
    format('TO %I USING %s WITH CHECK %s', current_user, own_tenant, own_tenant));
  CALL public.ensure_policy(target, 'privileged_read', 'FOR SELECT TO freehold_privileged USING (true)');
  IF 'INSERT' = ANY (privileged_verbs) THEN
    CALL public.ensure_policy(target, 'privileged_insert',
      format('FOR INSERT TO freehold_privileged WITH CHECK %s', own_tenant));
  END IF;
  IF 'UPDATE' = ANY (privileged_verbs) THEN
    CALL public.ensure_policy(target, 'privileged_update',
      'FOR UPDATE TO freehold_privileged USING (true) WITH CHECK (true)');
  END IF;
  IF 'DELETE' = ANY (privileged_verbs) THEN
    CALL public.ensure_policy(target, 'privileged_delete', 'FOR DELETE TO freehold_privileged USING (true)');
  END IF;

  IF kind = 'append-only'
     AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = target AND tgname = 'refuse_change') THEN
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION public.refuse_change()', target);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', target);
  END IF;
END $$;

-- Grants of one table: everything is taken away first, TRUNCATE, REFERENCES and TRIGGER for good.
CREATE PROCEDURE grant_table(target regclass, kind text, privileged_verbs text[])
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
  app_verbs constant text := CASE kind
    WHEN 'append-only' THEN 'SELECT, INSERT'
    WHEN 'tenant' THEN 'SELECT, INSERT, UPDATE, DELETE'
    ELSE 'SELECT' END;
  verb text;
  movable text;
BEGIN
  EXECUTE format('REVOKE ALL ON TABLE %s FROM PUBLIC, freehold_app, freehold_privileged', target);
  EXECUTE format('GRANT %s ON TABLE %s TO freehold_app', app_verbs, target);
  EXECUTE format('GRANT SELECT ON TABLE %s TO freehold_privileged', target);
  FOREACH verb IN ARRAY privileged_verbs LOOP
    IF verb = 'UPDATE' AND kind <> 'shared' THEN
      SELECT string_agg(quote_ident(attname), ', ') INTO movable FROM pg_attribute
      WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('tenantId', 'id');
      EXECUTE format('GRANT UPDATE (%s) ON TABLE %s TO freehold_privileged', movable, target);
    ELSE
      EXECUTE format('GRANT %s ON TABLE %s TO freehold_privileged', verb, target);
    END IF;
  END LOOP;
END $$;

-- Puts every table, view and function of the schema behind the wall; refuses what cannot be.
-- Repeatable, and takes no lock on a table that is protected already.
CREATE PROCEDURE protect_tenant_tables()
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
  item record;
BEGIN
  FOR item IN
    SELECT c.oid::regclass AS target, coalesce(r.kind, 'tenant') AS kind,
           coalesce(r.privileged_verbs, ARRAY[]::text[]) AS verbs
    FROM pg_class c
    LEFT JOIN public.table_rules() r ON r.table_name = c.relname
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname <> '_prisma_migrations'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname
  LOOP
    IF item.kind <> 'shared' THEN
      CALL public.protect_tenant_table(item.target, item.kind, item.verbs);
    END IF;
    CALL public.grant_table(item.target, item.kind, item.verbs);
  END LOOP;

  -- A readiness check needs to see which migrations are applied.
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON TABLE public._prisma_migrations FROM PUBLIC, freehold_app, freehold_privileged;
    GRANT SELECT ON TABLE public._prisma_migrations TO freehold_app, freehold_privileged;
  END IF;

  FOR item IN
    SELECT s.oid::regclass AS target FROM pg_class s
    WHERE s.relnamespace = 'public'::regnamespace AND s.relkind = 'S'
  LOOP
    EXECUTE format('GRANT USAGE ON SEQUENCE %s TO freehold_app, freehold_privileged', item.target);
  END LOOP;

  FOR item IN
    SELECT v.oid::regclass AS target, v.relkind FROM pg_class v
    WHERE v.relnamespace = 'public'::regnamespace AND v.relkind IN ('v', 'm')
      AND NOT coalesce(v.reloptions @> ARRAY['security_invoker=true'], false)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = v.oid AND d.deptype = 'e')
  LOOP
    RAISE EXCEPTION 'view % reads past the policies: it needs security_invoker=true (a materialised view cannot have it)', item.target;
  END LOOP;

  FOR item IN
    SELECT p.oid::regprocedure AS target, p.prokind, p.prosecdef, p.proconfig FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    IF item.prosecdef AND NOT EXISTS (
      SELECT FROM unnest(item.proconfig) AS setting WHERE setting LIKE 'search_path=%') THEN
      RAISE EXCEPTION 'function % runs with its owner''s rights and no fixed search_path', item.target;
    END IF;
    EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', item.target);
  END LOOP;
END $$;

-- Schema and database: use, never create; no temporary tables, which their maker would own.
-- Copying a database from a template does not copy these grants, so a copy calls this again.
CREATE PROCEDURE protect_database()
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
  IF pg_has_role(current_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'public'), 'USAGE') THEN
    REVOKE ALL ON SCHEMA public FROM PUBLIC, freehold_app, freehold_privileged;
    GRANT USAGE ON SCHEMA public TO freehold_app, freehold_privileged;
  END IF;
  IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC, freehold_app, freehold_privileged', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO freehold_app, freehold_privileged', current_database());
  END IF;
END $$;

CALL protect_database();
CALL protect_tenant_tables();
