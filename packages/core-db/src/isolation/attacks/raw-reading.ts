import { toText } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { attack, isRead, sql } from './raw-sql.ts';

export const rawReading: readonly Attack[] = [
  attack(
    'claim',
    'the worker’s claim across tenants',
    (scene) => sql(scene, `select * from claim_outbox_commands('mallory', 10, 60)`),
    isRead,
  ),
  attack(
    'claim-batch',
    'the worker’s claim across tenants, as one text',
    (scene) => sql(scene, `select claim_outbox_batch('mallory', 10, 60, false)`),
    isRead,
  ),
  attack(
    'claim-messages',
    'the worker’s claim of messages',
    (scene) => sql(scene, `select * from claim_outbound_messages('mallory', 10, 60)`),
    isRead,
  ),
  attack(
    'claim-webhooks',
    'the worker’s claim of webhook deliveries',
    (scene) => sql(scene, `select * from claim_webhook_deliveries('mallory', 10, 60)`),
    isRead,
  ),
  attack(
    'audit-function',
    'the audit functions called for the other tenant',
    (scene) =>
      sql(
        scene,
        `select * from audit_verify('${scene.theirs.tenantId}')`,
        `select audit_actor_details(a) || audit_content_details(a) from "AuditLog" a`,
      ),
    (result) => isRead(result) || /"(checked)":[1-9]/.test(toText(result)),
  ),
  attack(
    'statistics',
    'frequent values in the planner’s statistics',
    async (scene) =>
      sql(
        scene,
        `select most_common_vals::text, histogram_bounds::text from pg_stats where tablename = 'User'`,
      ),
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
    (scene) =>
      sql(scene, `select query_to_xml('select "lastName" from "User"', true, true, '')::text`),
    isRead,
  ),
  attack(
    'error-text',
    'a value in the text of a failed cast',
    (scene) =>
      sql(scene, `select "lastName"::int from "User" where "tenantId" <> '${scene.mine.tenantId}'`),
    isRead,
  ),
  attack(
    'error-condition',
    'a division by zero where a row of theirs is there',
    (scene) =>
      sql(
        scene,
        `select 1 from "User" where 1 / (case when "email" = '${scene.theirs.email}' then 0 else 1 end) = 1`,
      ),
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
  attack('conflict', 'INSERT … ON CONFLICT DO UPDATE on the other’s key', (scene) =>
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
