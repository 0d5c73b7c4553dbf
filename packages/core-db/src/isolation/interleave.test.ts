import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, inTransaction, withTenant } from '../index.ts';
import type { Database } from '../index.ts';
import { createTenant, createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { interleave } from './interleave.ts';

const OPERATIONS = 800;
const LIMIT_MS = 120_000;

let server: TestDatabase;
const tenants: { tenantId: string; userId: string }[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  const database = await createDatabase({ url: server.appUrl });
  for (const label of ['one', 'two']) {
    const { id: tenantId } = await createTenant(server);
    const data = { email: `${label}@example.org`, firstName: 'Ada', lastName: 'Byron' };
    const user = await withTenant(tenantId, () => database.client.user.create({ data }));
    tenants.push({ tenantId, userId: user.id });
  }
  await database.close();
});
afterAll(() => server.drop());

const clean = { done: OPERATIONS, foreign: 0, missing: 0, unexpected: [] };

test(
  '800 interleaved operations of two tenants over two connections stay apart',
  { timeout: LIMIT_MS },
  async () => {
    const database = await createDatabase({
      url: server.appUrl,
      pool: { max: 2, waitLimitMs: 60_000 },
    });
    try {
      expect(await interleave(database, tenants, OPERATIONS)).toEqual(clean);
      expect(database.poolUse()).toMatchObject({ max: 2, waiting: 0, inFlight: 0 });
    } finally {
      await database.close();
    }
  },
);

const bouncer = spawnSync('pgbouncer', ['--version']).status === 0;
if (!bouncer) {
  console.warn(
    '\n*** SKIPPED: pgbouncer is not installed, nothing was tested through a pooler ***\n',
  );
}

describe.skipIf(!bouncer)('through PgBouncer in transaction mode', () => {
  let running: Bouncer;
  let database: Database;
  beforeAll(async () => {
    running = await startBouncer(server);
    database = await createDatabase({
      url: running.url,
      pool: { pooler: 'transaction', max: 10, waitLimitMs: 60_000 },
    });
  });
  afterAll(async () => {
    await database.close();
    await running.stop();
  });

  test(
    '800 interleaved operations stay apart, ten connections on two of the server',
    { timeout: LIMIT_MS },
    async () => {
      expect(await interleave(database, tenants, OPERATIONS)).toEqual(clean);
      expect(database.poolUse().total).toBeGreaterThan(2);
      expect(await running.countServerConnections()).toBeLessThanOrEqual(2);
    },
  );

  test('a transaction keeps its tenant and its isolation level', async () => {
    const [one, two] = tenants;
    const seen = await Promise.all(
      [one, two, one, two].map((tenant) =>
        withTenant(tenant?.tenantId ?? '', () =>
          inTransaction(
            database.client,
            async (transaction) => {
              const before = await transaction.user.findMany({ select: { tenantId: true } });
              await new Promise(setImmediate);
              return [
                ...before,
                ...(await transaction.user.findMany({ select: { tenantId: true } })),
              ];
            },
            { isolationLevel: 'RepeatableRead' },
          ),
        ),
      ),
    );
    seen.forEach((rows, index) => {
      const tenantId = tenants[index % 2]?.tenantId;
      expect(new Set(rows.map((row) => row.tenantId))).toEqual(new Set([tenantId]));
    });
  });

  test('start-up options are what a pooler refuses', async () => {
    await expect(createDatabase({ url: running.url })).rejects.toThrow();
  });
});

type Bouncer = { url: string; countServerConnections(): Promise<number>; stop(): Promise<void> };

async function startBouncer(database: TestDatabase): Promise<Bouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'freehold-bouncer-'));
  await chmod(folder, 0o755);
  const target = new URL(database.appUrl);
  const port = await findPort();
  const users = join(folder, 'users.txt');
  await writeFile(users, `"${target.username}" "${decodeURIComponent(target.password)}"\n`);
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${target.hostname} port=${target.port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'pool_mode = transaction',
      'default_pool_size = 2',
      'max_client_conn = 100',
      'auth_type = trust',
      `auth_file = ${users}`,
    ].join('\n'),
  );
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn('pgbouncer', ['-q', join(folder, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...user,
  });
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  await untilReachable(url.href);
  return {
    url: url.href,
    countServerConnections: () => countSessions(database),
    async stop() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function countSessions(database: TestDatabase): Promise<number> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ sessions: number }>(
    `select count(*)::int as sessions from pg_stat_activity where datname = $1 and usename = 'freehold_app'`,
    [database.name],
  );
  await owner.end();
  return rows[0]?.sessions ?? 0;
}

async function untilReachable(url: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
