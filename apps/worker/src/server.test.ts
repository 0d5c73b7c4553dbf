import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { approvePerson, openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

let setup: WorkerTest;
const children: ChildProcess[] = [];
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => setup.closeAll());

function settings(): Record<string, string> {
  return {
    NODE_ENV: 'test',
    WORKER_PORT: '0',
    DATABASE_APP_URL: setup.urls.appUrl,
    DATABASE_PRIVILEGED_URL: setup.urls.privilegedUrl,
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    DIGEST_KEY: Buffer.alloc(32, 9).toString('base64'),
  };
}

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function portOf(child: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const entry = JSON.parse(line) as { msg: string; port?: number };
    if (entry.msg === 'listening') return entry.port!;
  }
  throw new Error('The worker ended before it listened');
}

test('the worker answers for its health and figures, works, and stops in order on SIGTERM', async () => {
  const child = start(settings());
  const address = `http://127.0.0.1:${await portOf(child)}`;
  const get = async (path: string) => {
    const response = await fetch(`${address}${path}`);
    return { status: response.status, body: await response.text() };
  };
  expect(await get('/healthz')).toMatchObject({ status: 200 });
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 10_000 }).toBe(200);
  const { checks } = JSON.parse((await get('/readyz')).body) as { checks: { name: string }[] };
  expect(checks.map(({ name }) => name)).toEqual([
    'database',
    'migrations',
    'submitter',
    'heads',
    'projector',
    'messages',
    'notices',
    'webhooks',
    'tax',
    'publisher',
    'cleanup',
    'ledger',
  ]);

  await approvePerson(setup.contextOf(await setup.makeTenant()));
  await setup.database.notify('freehold_outbox');
  const sent = /freehold_messages_total\{[^}]*outcome="SENT"[^}]*\} 1\b/u;
  await expect.poll(async () => (await get('/metrics')).body, { timeout: 15_000 }).toMatch(sent);
  const metrics = (await get('/metrics')).body;
  expect(metrics).toMatch(/freehold_outbox_depth\{[^}]*kind="commands"[^}]*\} 0/u);
  expect(metrics).toMatch(/freehold_outbox_depth\{[^}]*kind="webhooks"[^}]*\} 0/u);
  expect(metrics).toMatch(/freehold_outbox_oldest_age_seconds\{[^}]*kind="messages"[^}]*\} 0/u);
  expect(metrics).toMatch(
    /freehold_projector_lag_blocks\{[^}]*projector="user-activation"[^}]*\} 0/u,
  );

  child.kill('SIGTERM');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: 0, signal: null });
}, 40_000);

test('a database that goes away makes the worker unready, and its return makes it work again by itself', async () => {
  const child = start(settings());
  const address = `http://127.0.0.1:${await portOf(child)}`;
  const ready = async () => {
    const response = await fetch(`${address}/readyz`);
    return { status: response.status, body: await response.text() };
  };
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);
  const ctx = setup.contextOf(await setup.makeTenant());
  const server = setup.urls.ownerUrl.replace(/\/[^/]*$/u, '/postgres');
  const name = new URL(setup.urls.ownerUrl).pathname.slice(1);
  await withConnection(server, async (client) => {
    await client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`,
      [name],
    );
  });
  try {
    await expect.poll(async () => (await ready()).status, { timeout: 20_000 }).toBe(503);
    expect((await ready()).body).toContain('the database does not answer');
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  } finally {
    await withConnection(server, (client) =>
      client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`),
    );
  }
  await expect.poll(async () => (await ready()).status, { timeout: 40_000 }).toBe(200);
  const { commandId } = await approvePerson(ctx);
  const status = () =>
    withTenant(ctx.tenant.id, async () => {
      const command = await ctx.db.outboxCommand.findFirstOrThrow({ where: { id: commandId } });
      return command.status;
    });
  await expect.poll(status, { timeout: 40_000 }).toBe('COMMITTED');
}, 120_000);

test('a database that cannot be reached at the start is said in the log, and the process ends', async () => {
  const child = start({
    ...settings(),
    DATABASE_APP_URL: 'postgresql://freehold_app:secret-word@127.0.0.1:1/none',
  });
  let text = '';
  child.stdout!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(1);
  expect(text).toContain('The worker could not start');
  expect(text).not.toContain('secret-word');
}, 40_000);

test('settings that are missing or malformed are named, and their values are not', async () => {
  const { DATABASE_PRIVILEGED_URL: _, ...rest } = settings();
  const child = start({ ...rest, DIGEST_KEY: 'too-short-a-secret' });
  let text = '';
  child.stderr!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(1);
  expect(text).toContain('DATABASE_PRIVILEGED_URL');
  expect(text).toContain('DIGEST_KEY');
  expect(text).not.toContain('too-short-a-secret');
});
