import { defineReviewedSql, Prisma, queryReviewed } from '../../index.ts';
import { toText } from '../attack.ts';
import type { Attack, Scene } from '../attack.ts';

const group = 'Raw SQL and elevation';

const probe = defineReviewedSql('isolation.probe', 'attacks try what reviewed SQL lets through');

/** By whatever way there is: Prisma's raw methods, and reviewed SQL where the extension stands. */
async function sql(scene: Scene, ...statements: string[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const statement of statements) {
    results.push(await tryAll(scene, statement));
  }
  return results;
}

async function tryAll({ client, tenantClient }: Scene, statement: string): Promise<unknown> {
  const found: unknown[] = [];
  const ways = [
    () => client.$queryRawUnsafe(statement),
    async () => tenantClient && queryReviewed(tenantClient, probe, Prisma.raw(statement)),
  ];
  for (const way of ways) {
    try {
      found.push(await way());
    } catch (error) {
      // What an error of the database tells is part of what is learned; a refusal tells nothing.
      found.push((error as Error).name === 'AppError' ? null : (error as Error).message);
    }
  }
  return found;
}

/** The same inside one transaction, as far as a client has raw SQL. */
async function sqlTogether({ client }: Scene, ...statements: string[]): Promise<unknown> {
  return client.$transaction(async (transaction) => {
    const results: unknown[] = [];
    for (const statement of statements) results.push(await transaction.$queryRawUnsafe(statement));
    return results;
  });
}

const NAMES = `select "lastName" from "User"`;
const isRead = (result: unknown) => toText(result).includes('bravo secret');

/** Changes what the whole server shares, so it is not run where it would get through. */
const clusterWide = new Set(['raw-alter-role', 'raw-grant-role']);

function attack(id: string, title: string, run: Attack['run'], isBreach?: Attack['isBreach']): Attack {
  return {
    id: `raw-${id}`,
    group,
    title,
    run,
    ...(isBreach ? { isBreach } : {}),
    ...(clusterWide.has(`raw-${id}`) ? { isClusterWide: true as const } : {}),
  };
}

const elevation: readonly Attack[] = [
  attack('select', 'a plain SELECT over the table', (scene) => sql(scene, NAMES), isRead),
  attack(
    'set-config-together',
    'set_config and the read in one transaction',
    (scene) =>
      sqlTogether(scene, `select set_config('app.tenant_id', '${scene.theirs.tenantId}', true)`, NAMES),
    isRead,
  ),
  attack(
    'set-config-one-statement',
    'set_config and the read in one statement',
    (scene) =>
      sql(
        scene,
        `with s as materialized (select set_config('app.tenant_id', '${scene.theirs.tenantId}', true) as x)
         select u."lastName" from s cross join lateral (select * from "User" where s.x is not null) u`,
      ),
    isRead,
  ),
  attack(
    'set-config-hidden',
    'set_config under an escaped name',
    (scene) =>
      sql(
        scene,
        `with s as materialized (select U&"set\\005fconfig"('app.tenant_id', '${scene.theirs.tenantId}', true) as x)
         select u."lastName" from s cross join lateral (select * from "User" where s.x is not null) u`,
      ),
    isRead,
  ),
  attack(
    'set-config-text',
    'set_config in text that a function runs as SQL',
    (scene) =>
      sql(
        scene,
        `with s as materialized (select query_to_xml('select set_' || 'config(''app.tenant_id'', ''${scene.theirs.tenantId}'', true)', true, true, '')::text as x)
         select u."lastName" from s cross join lateral (select * from "User" where s.x is not null) u`,
      ),
    isRead,
  ),
  attack(
    'set-config-session',
    'set_config for the session, and a read afterwards',
    async (scene) => {
      await sql(scene, `select set_config('app.tenant_id', '${scene.theirs.tenantId}', false)`);
      return scene.asNobody(() => sql(scene, NAMES));
    },
    isRead,
  ),
  attack(
    'set-local',
    'SET LOCAL inside a transaction',
    (scene) => sqlTogether(scene, `set local app.tenant_id = '${scene.theirs.tenantId}'`, NAMES),
    isRead,
  ),
  attack(
    'multi-statement',
    'two statements in one text',
    (scene) => sql(scene, `set app.tenant_id = '${scene.theirs.tenantId}'; ${NAMES}`),
    isRead,
  ),
  attack(
    'begin-again',
    'COMMIT, BEGIN and another tenant inside a transaction',
    (scene) =>
      sqlTogether(scene, 'commit', 'begin', `set local app.tenant_id = '${scene.theirs.tenantId}'`, NAMES),
    isRead,
  ),
  attack(
    'replace-prepared',
    'the driver’s own prepared statement replaced by one for the other tenant',
    async (scene) => {
      const { tenantId } = scene.theirs;
      await Promise.all(
        Array.from({ length: 3 }, () =>
          sqlTogether(
            scene,
            'deallocate fh_scope',
            `prepare fh_scope(text) as select set_config('app.tenant_id', '${tenantId}', true) where $1 is not null`,
          ).catch(() => null),
        ),
      );
      return scene.asMe(() => scene.client.user.findMany({ select: { lastName: true } }));
    },
    isRead,
  ),
  attack(
    'set-role',
    'SET ROLE to the privileged role',
    (scene) => sqlTogether(scene, 'set local role freehold_privileged', NAMES),
    isRead,
  ),
  attack(
    'session-authorization',
    'SET SESSION AUTHORIZATION to the owner',
    (scene) => sqlTogether(scene, 'set local session authorization freehold_owner', NAMES),
    isRead,
  ),
  attack(
    'row-security-off',
    'SET row_security = off',
    (scene) => sqlTogether(scene, 'set local row_security = off', NAMES),
    isRead,
  ),
  attack(
    'replication-role',
    'triggers and foreign keys off by session_replication_role',
    (scene) =>
      sqlTogether(
        scene,
        'set local session_replication_role = replica',
        `update "Wallet" set "userId" = '${scene.theirs.userId}'`,
      ),
  ),
];

const ddl: readonly Attack[] = [
  attack('disable', 'row-level security disabled on a table', (scene) =>
    sql(scene, 'alter table "User" disable row level security'),
  ),
  attack('policy', 'a policy of one’s own', (scene) =>
    sql(scene, 'create policy mine on "User" using (true)'),
  ),
  attack('drop-policy', 'the policy dropped', (scene) =>
    sql(scene, 'drop policy tenant_isolation on "Wallet"'),
  ),
  attack('alter-role', 'BYPASSRLS for one’s own role', (scene) =>
    sql(scene, 'alter role freehold_app bypassrls'),
  ),
  attack('grant-role', 'membership in the privileged role', (scene) =>
    sql(scene, 'grant freehold_privileged to freehold_app'),
  ),
  attack('drop-key', 'a foreign key dropped', (scene) =>
    sql(scene, 'alter table "Wallet" drop constraint "Wallet_tenantId_userId_fkey"'),
  ),
  attack('definer', 'a function of one’s own that runs as another', (scene) =>
    sql(
      scene,
      `create function everything() returns setof "User" language sql security definer as $$ select * from "User" $$`,
    ),
  ),
  attack('leaky', 'a cheap function that is tried before the policy', (scene) =>
    sql(
      scene,
      `create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as $$ begin raise notice '%', $1; return true; end $$`,
      'select count(*)::int as people from "User" where pg_temp.leak("lastName")',
    ),
    (result) => toText(result).includes('"people":'),
  ),
  attack('view', 'a view of one’s own over the table', (scene) =>
    sql(scene, 'create view everybody as select * from "User"'),
  ),
  attack(
    'temporary',
    'a temporary table that shadows the real one',
    (scene) => sqlTogether(scene, 'create temporary table "User" (id uuid)', 'select relname::text from pg_class where relpersistence = \'t\''),
    (result) => toText(result).includes('User'),
  ),
  attack('do', 'an anonymous block', (scene) =>
    sql(scene, `do $$ begin execute 'truncate "UserPreferences"'; end $$`),
  ),
  attack('truncate', 'TRUNCATE, which no policy holds back', (scene) =>
    sql(scene, 'truncate "UserPreferences"'),
  ),
  attack('truncate-cascade', 'TRUNCATE of everything below the users', (scene) =>
    sql(scene, 'truncate "User" cascade'),
  ),
  attack('copy-out', 'COPY to a program', (scene) =>
    sqlTogether(scene, `copy "User" to program 'cat > /dev/null'`).then(() => 'copied'),
    (result) => result === 'copied',
  ),
  attack('copy-in', 'COPY from a file', (scene) =>
    sqlTogether(scene, `copy "Country" from '/dev/null'`).then(() => 'copied'),
    (result) => result === 'copied',
  ),
];

const reading: readonly Attack[] = [
  attack(
    'claim',
    'the worker’s claim across tenants',
    (scene) => sql(scene, `select * from claim_outbox_commands('mallory', 10, 60)`),
    isRead,
  ),
  attack(
    'claim-messages',
    'the worker’s claim of messages',
    (scene) => sql(scene, `select * from claim_outbound_messages('mallory', 10, 60)`),
    isRead,
  ),
  attack(
    'audit-function',
    'the audit functions called for the other tenant',
    (scene) =>
      sql(
        scene,
        `select * from audit_verify('${scene.theirs.tenantId}')`,
        `select audit_canonical(a)::text from "AuditLog" a`,
      ),
    (result) => isRead(result) || /"(checked)":[1-9]/.test(toText(result)),
  ),
  attack(
    'statistics',
    'frequent values in the planner’s statistics',
    async (scene) =>
      sql(scene, `select most_common_vals::text, histogram_bounds::text from pg_stats where tablename = 'User'`),
    isRead,
  ),
  attack(
    'statistics-table',
    'the same from the table behind the view',
    (scene) => sql(scene, 'select stavalues1::text from pg_statistic'),
    (result) => isRead(result),
  ),
  attack(
    'to-xml',
    'a function that runs a query from text',
    (scene) => sql(scene, `select query_to_xml('select "lastName" from "User"', true, true, '')::text`),
    isRead,
  ),
  attack(
    'error-text',
    'a value in the text of a failed cast',
    (scene) => sql(scene, `select "lastName"::int from "User" where "tenantId" <> '${scene.mine.tenantId}'`),
    isRead,
  ),
  attack(
    'error-condition',
    'a division by zero where a row of theirs is there',
    (scene) =>
      sql(scene, `select 1 from "User" where 1 / (case when "email" = '${scene.theirs.email}' then 0 else 1 end) = 1`),
    (result) => toText(result).includes('division by zero'),
  ),
  attack(
    'returning',
    'UPDATE … RETURNING over the whole table',
    (scene) => sql(scene, `update "Wallet" set "version" = "version" returning "name"`),
    isRead,
  ),
  attack(
    'insert-select',
    'INSERT … SELECT of theirs into one’s own',
    (scene) =>
      sql(
        scene,
        `insert into "Wallet" ("id", "name") select gen_random_uuid(), "lastName" from "User" returning "name"`,
      ),
    isRead,
  ),
  attack(
    'conflict',
    'INSERT … ON CONFLICT DO UPDATE on the other’s key',
    (scene) =>
      sql(
        scene,
        `insert into "Wallet" ("tenantId", "id", "name") values ('${scene.theirs.tenantId}', '${scene.theirs.walletId}', 'taken')
         on conflict ("tenantId", "id") do update set "name" = 'taken' returning "name"`,
      ),
  ),
  attack(
    'injection',
    'SQL in a value',
    (scene) =>
      scene.client.user.findMany({
        where: { lastName: { contains: `' or true or '' = '` } },
        select: { lastName: true },
      }),
    isRead,
  ),
  attack(
    'files',
    'a file of the server',
    (scene) => sql(scene, `select pg_read_file('PG_VERSION')`, `select pg_ls_dir('.')`),
    (result) => /"pg_(read_file|ls_dir)"/.test(toText(result)),
  ),
  attack(
    'sequence',
    'the sequence behind the queue',
    (scene) => sql(scene, `select last_value::int from "OutboxCommand_position_seq"`),
    (result) => toText(result).includes('last_value":'),
  ),
];

export const rawSql: readonly Attack[] = [...elevation, ...ddl, ...reading];
