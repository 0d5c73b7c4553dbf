import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase } from '@freehold/core-db/testing';
import type { TestDatabase } from '@freehold/core-db/testing';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleServer } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const LIMIT_MS = 30_000;
const secret = () => randomBytes(32).toString('base64');

let database: TestDatabase;
let folder = '';
beforeAll(async () => {
  database = await createTestDatabase();
  // Far from the workspace: what is missing in the bundle cannot be found by accident.
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

async function buildInto(app: string): Promise<string> {
  const dir = join(folder, app, 'dist');
  await build(bundleServer(join(root, 'apps', app), dir));
  return dir;
}

function start(dir: string, port: number, extra: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['server.js'], {
    cwd: dir,
    env: {
      NODE_ENV: 'production',
      DATABASE_APP_URL: database.appUrl,
      DATABASE_PRIVILEGED_URL: database.privilegedUrl,
      ENCRYPTION_KEYS: `k1:${secret()}`,
      DIGEST_KEY: secret(),
      SERVICE_TOKEN_KEY: secret(),
      API_PORT: String(port),
      REGISTRATION_PORT: String(port),
      WORKER_PORT: String(port),
      ALLOWED_ORIGINS: 'https://console.example.org',
      ...extra,
    },
  });
  const seen = { output: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (seen.output += String(chunk)));
  }
  return { child, seen };
}

async function waitUntilReady(port: number, hasEnded: () => boolean): Promise<Response> {
  const deadlineMs = Date.now() + LIMIT_MS;
  let last = '';
  while (Date.now() < deadlineMs && !hasEnded()) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return answer;
    last = (await answer?.text()) ?? 'no answer';
    await pause(50);
  }
  throw new Error(`never ready: ${last}`);
}

describe.each(['api', 'registration', 'worker'])('the bundle of %s', (app) => {
  let dir = '';
  beforeAll(async () => {
    dir = await buildInto(app);
  });

  test('runs in production by itself, is ready, and ends in order', async () => {
    const port = await findFreePort();
    const { child, seen } = start(dir, port);
    try {
      const answer = await waitUntilReady(port, () => child.exitCode !== null);
      expect(await answer.json()).toMatchObject({ status: 'ready' });
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } catch (error) {
      throw new Error(`${String(error)}\n${seen.output.slice(0, 2000)}`, { cause: error });
    } finally {
      child.kill('SIGKILL');
    }
  }, 60_000);

  test('refuses a development set of keys', async () => {
    const { child, seen } = start(dir, await findFreePort(), { ARE_KEYS_FOR_DEVELOPMENT: 'yes' });
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
    expect(seen.output).toContain('development set');
  });
});
