import type { Attack } from '../attack.ts';
import { attack, isRead, NAMES, sql, sqlTogether } from './raw-sql.ts';

export const rawElevation: readonly Attack[] = [
  attack('select', 'a plain SELECT over the table', (scene) => sql(scene, NAMES), isRead),
  attack(
    'set-config-together',
    'set_config and the read in one transaction',
    (scene) =>
      sqlTogether(
        scene,
        `select set_config('app.tenant_id', '${scene.theirs.tenantId}', true)`,
        NAMES,
      ),
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
      sqlTogether(
        scene,
        'commit',
        'begin',
        `set local app.tenant_id = '${scene.theirs.tenantId}'`,
        NAMES,
      ),
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
    async (scene) => {
      const [table] = await scene.client.$queryRawUnsafe<{ owner: string }[]>(
        `select tableowner::text as owner from pg_tables where tablename = 'User'`,
      );
      return sqlTogether(scene, `set local session authorization "${table?.owner}"`, NAMES);
    },
    isRead,
  ),
  attack(
    'row-security-off',
    'SET row_security = off',
    (scene) => sqlTogether(scene, 'set local row_security = off', NAMES),
    isRead,
  ),
  attack('replication-role', 'triggers and foreign keys off by session_replication_role', (scene) =>
    sqlTogether(
      scene,
      'set local session_replication_role = replica',
      `update "Wallet" set "userId" = '${scene.theirs.userId}'`,
    ),
  ),
];
