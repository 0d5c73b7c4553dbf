import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';

/** The ids of one tenant's rows. Every text in them holds the tenant's label. */
export type TenantRows = {
  readonly label: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly otherUserId: string;
  readonly email: string;
  readonly sessionId: string;
  readonly walletId: string;
  readonly registrationId: string;
  readonly caseId: string;
  readonly decisionId: string;
  readonly commandId: string;
  readonly messageId: string;
  readonly auditId: string;
};

export type World = { readonly mine: TenantRows; readonly theirs: TenantRows };

function toRows(label: string): TenantRows {
  return {
    label,
    tenantId: randomUUID(),
    userId: randomUUID(),
    otherUserId: randomUUID(),
    email: `${label}@example.org`,
    sessionId: randomUUID(),
    walletId: randomUUID(),
    registrationId: randomUUID(),
    caseId: randomUUID(),
    decisionId: randomUUID(),
    commandId: randomUUID(),
    messageId: randomUUID(),
    auditId: randomUUID(),
  };
}

/** Empties every table and fills it with two tenants, as a superuser with triggers off. */
export async function resetWorld(owner: pg.Client): Promise<World> {
  const world = { mine: toRows('alpha'), theirs: toRows('bravo') };
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'`,
  );
  await owner.query('set session_replication_role = replica');
  // DELETE and not TRUNCATE: for a handful of rows it is many times faster.
  await owner.query(rows.map(({ name }) => `delete from ${name}`).join('; '));
  await owner.query(
    `insert into "Country" ("code", "alpha3", "numericCode", "nameEn", "nameFr") values ('FR', 'FRA', '250', 'France', 'France')`,
  );
  for (const tenant of [world.mine, world.theirs]) await owner.query(toInserts(tenant));
  await owner.query('reset session_replication_role');
  await owner.query('analyze "User"');
  return world;
}

function toInserts(row: TenantRows): string {
  const hash = (text: string) =>
    `'\\x${createHash('sha256')
      .update(row.label + text)
      .digest('hex')}'`;
  const t = `'${row.tenantId}'`;
  const text = `'${row.label} secret'`;
  return `
    insert into "Tenant" ("id", "slug", "name") values (${t}, '${row.label}', '${row.label}');
    insert into "User" ("tenantId", "id", "email", "firstName", "lastName", "countryCode") values
      (${t}, '${row.userId}', '${row.email}', ${text}, ${text}, 'FR'),
      (${t}, '${row.otherUserId}', 'other.${row.email}', ${text}, ${text}, null);
    insert into "UserPreferences" ("tenantId", "userId", "locale") values (${t}, '${row.userId}', '${row.label}');
    insert into "Session" ("tenantId", "id", "userId", "tokenHash", "audience", "device", "expiresAt") values
      (${t}, '${row.sessionId}', '${row.userId}', ${hash('session')}, 'CONSOLE', ${text}, now() + interval '1 hour');
    insert into "Wallet" ("tenantId", "id", "userId", "name", "cachedBalance") values
      (${t}, '${row.walletId}', '${row.userId}', ${text}, ${row.label === 'bravo' ? 7_777_777 : 10});
    insert into "PendingRegistration" ("tenantId", "id", "email", "firstName", "countryCode", "expiresAt") values
      (${t}, '${row.registrationId}', '${row.email}', ${text}, 'FR', now() + interval '1 day');
    insert into "RegistrationHandle" ("tenantId", "id", "registrationId", "tokenHash") values
      (${t}, '${randomUUID()}', '${row.registrationId}', ${hash('handle')});
    insert into "ApprovalCase" ("tenantId", "id", "userId", "assigneeId", "dueAt") values
      (${t}, '${row.caseId}', '${row.userId}', '${row.otherUserId}', now() + interval '1 day');
    insert into "ApprovalDecision" ("tenantId", "id", "caseId", "reviewerName", "actorKey", "decision", "reason", "comment") values
      (${t}, '${row.decisionId}', '${row.caseId}', ${text}, 'system', 'APPROVE', 'IDENTITY_CONFIRMED', ${text});
    insert into "OutboxCommand" ("tenantId", "id", "service", "commandType", "requestId", "aggregateKey", "payload") values
      (${t}, '${row.commandId}', 'accounts', 'CREATE_USER', ${text}, 'user:${row.label}', '{"name": "${row.label} secret"}');
    insert into "OutboundMessage" ("tenantId", "id", "channel", "recipient", "template", "locale", "subject", "bodyCiphertext", "idempotencyKey") values
      (${t}, '${row.messageId}', 'EMAIL', '${row.email}', 'welcome', 'en', ${text}, ${hash('body')}, ${text});
    insert into "WebhookEndpoint" ("tenantId", "id", "url", "eventTypes", "secretCiphertext") values
      (${t}, '${row.messageId}', 'https://${row.label}.example/', '{user.registered}', ${hash('secret')});
    insert into "WebhookEvent" ("tenantId", "id", "eventType", "payload", "idempotencyKey") values
      (${t}, '${row.messageId}', 'user.registered', '{"secret": "${row.label} secret"}', ${text});
    insert into "WebhookDelivery" ("tenantId", "id", "endpointId", "eventId", "error") values
      (${t}, '${row.messageId}', '${row.messageId}', '${row.messageId}', ${text});
    insert into "AuditChain" ("tenantId", "sequence", "hash") values (${t}, 1, ${hash('audit')});
    insert into "AuditLog" ("tenantId", "id", "sequence", "action", "entityType", "entityId", "actorKind", "actorName", "changes", "previousHash", "hash") values
      (${t}, '${row.auditId}', 1, 'user.create', 'User', '${row.userId}', 'SYSTEM', ${text}, '{"secret": "${row.label} secret"}', ${hash('none')}, ${hash('audit')});
    insert into "UsageBudget" ("tenantId", "kind", "subject", "windowStart", "used", "expiresAt") values
      (${t}, 'registration.email.send', '${row.label}', date_trunc('hour', now()), 3, now() + interval '1 day');`;
}

/** A fingerprint of the victim's rows, of all rows, and of what the catalogue says of walls. */
export type Snapshot = {
  readonly theirs: string;
  readonly everything: string;
  readonly catalogue: string;
};

export async function takeSnapshot(owner: pg.Client, { theirs }: World): Promise<Snapshot> {
  const prints = await printsOf(owner);
  const found = await owner.query<{ theirs: string; everything: string }>({
    ...prints,
    values: [theirs.tenantId],
  });
  const catalogue = await owner.query<{ print: string }>({ name: 'catalogue', text: CATALOGUE });
  return {
    theirs: found.rows[0]?.theirs ?? '',
    everything: found.rows[0]?.everything ?? '',
    catalogue: catalogue.rows[0]?.print ?? '',
  };
}

interface Prepared {
  readonly name: string;
  readonly text: string;
}

// Planning a statement over every table takes longer than running it. A table more or less shows in
// the print of the catalogue.
const prepared = new WeakMap<pg.Client, Promise<Prepared>>();

function printsOf(owner: pg.Client): Promise<Prepared> {
  const known = prepared.get(owner) ?? toPrints(owner);
  prepared.set(owner, known);
  return known;
}

async function toPrints(owner: pg.Client): Promise<Prepared> {
  const { rows } = await owner.query<{ name: string; hasTenant: boolean }>(TABLES);
  const prints = rows.map(({ name, hasTenant }) => {
    const isTheirs = hasTenant ? '"tenantId" = $1::uuid' : 'true';
    return `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as everything,
      md5(coalesce(string_agg(t::text, '|' order by t::text) filter (where ${isTheirs}), '')) as theirs from "${name}" t`;
  });
  const text = `select string_agg(theirs, '' order by name) as theirs, string_agg(everything, '' order by name) as everything
       from (${prints.join(' union all ')}) prints`;
  return { name: 'prints', text };
}

const TABLES = `
  select relname as name, exists (select from pg_attribute a
    where a.attrelid = c.oid and a.attname = 'tenantId' and not a.attisdropped) as "hasTenant"
    from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'`;

const CATALOGUE = `
  select md5(concat(
    (select string_agg(concat(oid, relname, relrowsecurity, relforcerowsecurity, relacl, relowner), ',' order by oid)
       from pg_class where relnamespace = 'public'::regnamespace),
    (select string_agg(concat(oid, conname), ',' order by oid) from pg_constraint
      where connamespace = 'public'::regnamespace),
    (select string_agg(concat(oid, polname, polcmd), ',' order by oid) from pg_policy),
    (select string_agg(concat(oid, proname, prosecdef, proacl), ',' order by oid) from pg_proc
      where pronamespace = 'public'::regnamespace),
    (select string_agg(concat(oid, rolsuper, rolbypassrls), ',' order by oid) from pg_roles
      where rolname like 'freehold%'),
    (select string_agg(concat(roleid, member), ',' order by roleid, member) from pg_auth_members
      where member::regrole::text like 'freehold%'))) as print`;

const REFERENCES = [
  ['Wallet', 'userId', 'User'],
  ['Session', 'userId', 'User'],
  ['UserPreferences', 'userId', 'User'],
  ['ApprovalCase', 'userId', 'User'],
  ['ApprovalCase', 'assigneeId', 'User'],
  ['ApprovalDecision', 'caseId', 'ApprovalCase'],
  ['RegistrationHandle', 'registrationId', 'PendingRegistration'],
] as const;

/** Whether a row of one tenant points at a row that only another tenant has. */
export async function hasCrossReference(owner: pg.Client): Promise<boolean> {
  const found = REFERENCES.map(
    ([source, field, target]) => `select from "${source}" x where x."${field}" is not null
      and not exists (select from "${target}" y where y."id" = x."${field}" and y."tenantId" = x."tenantId")`,
  );
  const { rows } = await owner.query<{ isThere: boolean }>(
    `select exists (${found.join(' union all ')}) as "isThere"`,
  );
  return rows[0]?.isThere ?? true;
}
