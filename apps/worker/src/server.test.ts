import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
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
    'projector',
    'messages',
    'cleanup',
  ]);

  await approvePerson(setup.contextOf(await setup.makeTenant()));
  await setup.database.notify('freehold_outbox');
  const sent = /freehold_messages_total\{[^}]*outcome="SENT"[^}]*\} 1\b/u;
  await expect.poll(async () => (await get('/metrics')).body, { timeout: 15_000 }).toMatch(sent);
  const metrics = (await get('/metrics')).body;
  expect(metrics).toMatch(/freehold_outbox_depth\{[^}]*kind="commands"[^}]*\} 0/u);
  expect(metrics).toMatch(/freehold_outbox_oldest_age_seconds\{[^}]*kind="messages"[^}]*\} 0/u);
  expect(metrics).toMatch(
    /freehold_projector_lag_blocks\{[^}]*projector="user-activation"[^}]*\} 0/u,
  );

  child.kill('SIGTERM');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: 0, signal: null });
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
