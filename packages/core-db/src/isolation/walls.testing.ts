import type pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { hiddenFields, toDataModel } from '../client/data-model.ts';
import { toTenantClient } from '../client/tenant-client.ts';
import type { TenantClient } from '../client/types.ts';
import { toPoolOptions } from '../driver/pool-options.ts';
import { TenantPool } from '../driver/tenant-pool.ts';
import { PrismaClient } from '../generated/prisma/client.ts';
import type { TestDatabase } from '../testing/index.ts';

export type Walls = {
  /** Row-level security, and a role that owns nothing. */
  readonly rowSecurity: boolean;
  readonly extension: boolean;
  readonly compositeKeys: boolean;
};

export type Setting = { readonly name: string; readonly walls: Walls; readonly isOwner?: true };

const up = { rowSecurity: true, extension: true, compositeKeys: true };
const down = { rowSecurity: false, extension: false, compositeKeys: false };

export const settings: readonly Setting[] = [
  { name: 'all walls', walls: up },
  { name: 'without row security', walls: { ...up, rowSecurity: false } },
  { name: 'without extension', walls: { ...up, extension: false } },
  { name: 'without composite keys', walls: { ...up, compositeKeys: false } },
  { name: 'only row security', walls: { ...down, rowSecurity: true } },
  { name: 'only extension', walls: { ...down, extension: true } },
  { name: 'only composite keys', walls: { ...down, compositeKeys: true } },
  // The tables' owner on top: an attack that does not get through here proves nothing elsewhere.
  { name: 'no wall', walls: down, isOwner: true },
];

/** Takes down, in one test database, the walls that a setting does without. */
export async function takeDown(owner: pg.Client, walls: Walls): Promise<void> {
  if (!walls.rowSecurity) await owner.query(NO_ROW_SECURITY);
  if (!walls.compositeKeys) await owner.query(SINGLE_KEYS);
}

const NO_ROW_SECURITY = `
  do $$ declare target regclass; begin
    for target in select oid from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity loop
      execute format('alter table %s disable row level security, no force row level security', target);
    end loop;
    grant all on all tables in schema public to freehold_app;
  end $$`;

// What a schema without the rule would look like: ids and natural keys unique by themselves, and
// references that carry an id only. Keys whose target has no id stay as they are.
const SINGLE_KEYS = `
  do $$ declare item record; begin
    for item in
      select distinct c.confrelid::regclass as target from pg_constraint c
       where c.contype = 'f' and cardinality(c.conkey) = 2 and exists (select from pg_attribute a
         where a.attrelid = c.confrelid and a.attnum = any (c.confkey) and a.attname = 'id')
    loop
      execute format('create unique index on %s ("id")', item.target);
    end loop;
    for item in
      select c.conname, c.conrelid::regclass as source, c.confrelid::regclass as target, c.confdeltype,
             (select a.attname from pg_attribute a where a.attrelid = c.conrelid
               and a.attnum = any (c.conkey) and a.attname <> 'tenantId') as field
        from pg_constraint c
       where c.contype = 'f' and cardinality(c.conkey) = 2 and exists (select from pg_attribute a
         where a.attrelid = c.confrelid and a.attnum = any (c.confkey) and a.attname = 'id')
    loop
      execute format('alter table %s drop constraint %I', item.source, item.conname);
      execute format('alter table %s add constraint %I foreign key (%I) references %s ("id") on delete %s',
        item.source, item.conname, item.field, item.target,
        case item.confdeltype when 'c' then 'cascade' when 'r' then 'restrict' else 'no action' end);
    end loop;
    create unique index on "Wallet" ("id");
    create unique index "User_email_key" on "User" ("email");
    create unique index "PendingRegistration_email_key" on "PendingRegistration" ("email");
    create unique index "OutboxCommand_requestId_key" on "OutboxCommand" ("requestId");
  end $$`;

export type Opened = {
  readonly client: PrismaClient;
  readonly tenantClient: TenantClient | undefined;
  readonly pool: TenantPool;
  close(): Promise<void>;
};

/** The client that the attacks get under a setting. */
export function openClient(server: TestDatabase, setting: Setting): Opened {
  const { extension } = setting.walls;
  const pool = new TenantPool(
    setting.isOwner ? server.ownerUrl : server.appUrl,
    toPoolOptions({ max: 3, statementTimeoutMs: 3_000, lockTimeoutMs: 1_000, waitLimitMs: 3_000 }),
    // Refusing statements that are not about rows is the extension's business, done in the driver.
    { isDataOnly: extension },
  );
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    errorFormat: 'minimal',
    ...(extension ? { omit: hiddenFields } : {}),
  });
  const tenantClient = extension
    ? toTenantClient(prisma, {
        models: toDataModel(prisma),
        log: { observe: undefined, slowOperationMs: 1_000, observeWrite: undefined },
        defaults: { maxWait: 2_000, timeout: 3_000 },
      })
    : undefined;
  return {
    // Attacks try what the tenant client has not: they take it for a whole Prisma client.
    client: (tenantClient as unknown as PrismaClient | undefined) ?? prisma,
    tenantClient,
    pool,
    close: () => prisma.$disconnect().then(() => pool.end()),
  };
}
