import { toText } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { attack, isDone, sql, sqlTogether } from './raw-sql.ts';

export const rawDefinition: readonly Attack[] = [
  attack(
    'disable',
    'row-level security disabled on a table',
    (scene) => sql(scene, 'alter table "User" disable row level security'),
    isDone,
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
  attack(
    'leaky',
    'a cheap function that is tried before the policy',
    (scene) =>
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
    (scene) =>
      sqlTogether(
        scene,
        'create temporary table "User" (id uuid)',
        "select relname::text from pg_class where relpersistence = 't'",
      ),
    (result) => toText(result).includes('User'),
  ),
  attack('do', 'an anonymous block', (scene) =>
    sql(scene, `do $$ begin execute 'truncate "UserPreferences"'; end $$`),
  ),
  attack('truncate', 'TRUNCATE, which no policy holds back', (scene) =>
    sql(scene, 'truncate "UserPreferences"'),
  ),
  attack('truncate-cascade', 'TRUNCATE of everything below the users', (scene) =>
    sql(scene, 'truncate public."User" cascade'),
  ),
  attack(
    'copy-out',
    'COPY to a program',
    (scene) => sqlTogether(scene, `copy "User" to program 'cat > /dev/null'`).then(() => 'copied'),
    (result) => result === 'copied',
  ),
  attack(
    'copy-in',
    'COPY from a file',
    (scene) => sqlTogether(scene, `copy "Country" from '/dev/null'`).then(() => 'copied'),
    (result) => result === 'copied',
  ),
];
