import type { Queryable } from './status.ts';

/*
 * What the walls promise, read back from the catalogue. Each rule selects the names of the objects
 * that break it; an object that belongs to an extension is not ours to judge.
 */
type Rule = { says: string; sql: string };

const tables = `
  own_table AS (
    SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity,
           coalesce(r.kind, 'tenant') AS kind
    FROM pg_class c LEFT JOIN public.table_rules() r ON r.table_name = c.relname
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname <> '_prisma_migrations'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ), tenant_table AS (SELECT * FROM own_table WHERE kind <> 'shared')`;

const ownTenant = `'("tenantId" = (NULLIF(current_setting(''app.tenant_id''::text, true), ''''::text))::uuid)'`;

const tableRules: Rule[] = [
  {
    says: 'row-level security is not enabled and forced',
    sql: `SELECT relname AS name FROM tenant_table WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
  },
  {
    says: 'the tenant policy is missing or says something else',
    sql: `SELECT t.relname AS name FROM tenant_table t WHERE NOT EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'tenant_isolation'
              AND p.polcmd = '*' AND p.polpermissive AND p.polroles = ARRAY['freehold_app'::regrole::oid]
              AND pg_get_expr(p.polqual, p.polrelid) = ${ownTenant}
              AND pg_get_expr(p.polwithcheck, p.polrelid) = ${ownTenant})`,
  },
  {
    says: 'another permissive policy lets the application in',
    sql: `SELECT t.relname || '.' || p.polname AS name FROM tenant_table t
          JOIN pg_policy p ON p.polrelid = t.oid
          WHERE p.polname <> 'tenant_isolation' AND p.polpermissive
            AND p.polroles && ARRAY['freehold_app'::regrole::oid, 0::oid]`,
  },
  {
    says: 'tenantId is not a required uuid stamped from the tenant that is set',
    sql: `SELECT t.relname AS name FROM tenant_table t WHERE NOT EXISTS (
            SELECT FROM pg_attribute a JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = t.oid AND a.attname = 'tenantId' AND a.attnotnull
              AND a.atttypid = 'uuid'::regtype AND pg_get_expr(d.adbin, d.adrelid)
                = '(NULLIF(current_setting(''app.tenant_id''::text, true), ''''::text))::uuid')`,
  },
  {
    says: 'a primary key or unique index is not led by tenantId',
    sql: `SELECT i.indexrelid::regclass::text AS name FROM tenant_table t
          JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique
          LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
          WHERE a.attname IS DISTINCT FROM 'tenantId'`,
  },
  {
    says: 'a foreign key to a tenant table does not carry the tenant',
    sql: `SELECT k.conname::text AS name FROM tenant_table t
          JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
          JOIN tenant_table target ON target.oid = k.confrelid
          JOIN pg_attribute mine ON mine.attrelid = k.conrelid AND mine.attnum = k.conkey[1]
          JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = k.confkey[1]
          WHERE mine.attname <> 'tenantId' OR theirs.attname <> 'tenantId'`,
  },
  {
    says: 'a foreign key has no index to follow it back',
    sql: `SELECT k.conname::text AS name FROM own_table t
          JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
          WHERE NOT EXISTS (
            SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisvalid
              AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
              -- A row that has no value in a column of the key follows nothing.
              AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) IN (
                SELECT format('(%I IS NOT NULL)', a.attname) FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum = ANY (k.conkey))))`,
  },
  {
    says: 'an append-only table has no trigger that refuses changes',
    sql: `SELECT t.relname AS name FROM own_table t WHERE t.kind = 'append-only' AND 2 <> (
            SELECT count(*) FROM pg_trigger g
            WHERE g.tgrelid = t.oid AND g.tgname IN ('refuse_change', 'refuse_truncate') AND g.tgenabled = 'O')`,
  },
  {
    says: 'the application may do more with the table than its kind allows',
    sql: `SELECT t.relname || ' ' || verb AS name FROM own_table t
          CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS verb
          WHERE CASE WHEN verb IN ('INSERT', 'UPDATE', 'REFERENCES')
                THEN has_any_column_privilege('freehold_app', t.oid, verb)
                ELSE has_table_privilege('freehold_app', t.oid, verb) END
            AND NOT (verb IN ('INSERT', 'UPDATE', 'DELETE') AND t.kind = 'tenant'
                     OR verb = 'INSERT' AND t.kind = 'append-only')`,
  },
  {
    says: 'the privileged role may do more with the table than its rule names',
    sql: `SELECT t.relname || ' ' || verb AS name FROM own_table t
          LEFT JOIN public.table_rules() r ON r.table_name = t.relname
          CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS verb
          WHERE CASE WHEN verb IN ('INSERT', 'UPDATE', 'REFERENCES')
                THEN has_any_column_privilege('freehold_privileged', t.oid, verb)
                ELSE has_table_privilege('freehold_privileged', t.oid, verb) END
            AND NOT verb = ANY (coalesce(r.privileged_verbs, ARRAY[]::text[]))`,
  },
  {
    says: 'the privileged role could move a row to another tenant',
    sql: `SELECT t.relname AS name FROM tenant_table t
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenantId'
          WHERE has_column_privilege('freehold_privileged', t.oid, a.attnum, 'UPDATE')`,
  },
];

const objectRules: Rule[] = [
  {
    says: 'a view reads past the policies (no security_invoker)',
    sql: `SELECT c.relname AS name FROM pg_class c
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
            AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`,
  },
  {
    says: 'a foreign table cannot have policies',
    sql: `SELECT relname AS name FROM pg_class WHERE relkind = 'f'`,
  },
  {
    says: 'a table lies outside the schema that is protected',
    sql: `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname <> 'public'
            AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`,
  },
  {
    says: 'a function runs with its owner’s rights and no fixed search_path',
    sql: `SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE p.prosecdef AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
            AND NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%')`,
  },
  {
    says: 'everybody may run a function',
    sql: `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
            AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))`,
  },
  {
    says: 'everybody has a right on a table',
    sql: `SELECT c.relname AS name FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
          WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = 0
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`,
  },
];

const roleRules: Rule[] = [
  {
    says: 'a role of the platform owns something',
    sql: `SELECT r.rolname || ' owns ' || o.what AS name FROM pg_roles r JOIN (
            SELECT relowner AS owner, relname::text AS what FROM pg_class
            UNION ALL SELECT proowner, proname::text FROM pg_proc
            UNION ALL SELECT typowner, typname::text FROM pg_type
            UNION ALL SELECT nspowner, nspname::text FROM pg_namespace
            UNION ALL SELECT datdba, datname::text FROM pg_database WHERE datname = current_database()
          ) o ON o.owner = r.oid WHERE r.rolname IN ('freehold_app', 'freehold_privileged')`,
  },
  {
    says: 'a role of the platform could pass the policies or make roles or databases',
    sql: `SELECT rolname AS name FROM pg_roles WHERE rolname IN ('freehold_app', 'freehold_privileged')
            AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
  },
  {
    says: 'a role of the platform can become another',
    sql: `SELECT m.member::regrole || ' in ' || m.roleid::regrole AS name FROM pg_auth_members m
          WHERE m.member::regrole::text IN ('freehold_app', 'freehold_privileged')
            AND NOT (m.member::regrole::text = 'freehold_privileged'
                     AND m.roleid::regrole::text = 'pg_read_all_stats')`,
  },
  {
    says: 'a role of the platform may create objects',
    sql: `SELECT r.rolname || ' ' || v.verb AS name FROM pg_roles r
          CROSS JOIN (VALUES ('CREATE'), ('TEMPORARY'), ('SCHEMA')) AS v(verb)
          WHERE r.rolname IN ('freehold_app', 'freehold_privileged')
            AND CASE v.verb WHEN 'SCHEMA' THEN has_schema_privilege(r.oid, 'public', 'CREATE')
                ELSE has_database_privilege(r.oid, current_database(), v.verb) END`,
  },
];

/**
 * Reads the catalogue and returns what breaks a promise of the walls, one sentence each; an empty
 * list is good. Any role may run it.
 */
export async function findCatalogueFaults(client: Queryable): Promise<string[]> {
  const faults: string[] = [];
  for (const { says, sql } of [...tableRules, ...objectRules, ...roleRules]) {
    const { rows } = await client.query(
      `WITH ${tables} SELECT name FROM (${sql}) found ORDER BY name`,
    );
    for (const row of rows) faults.push(`${says}: ${(row as { name: string }).name}`);
  }
  return faults;
}
