import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type EmbeddedPostgres } from '@freehold/core-db/embedded';
import { assignRolePasswords, migrate } from '@freehold/core-db/migrate';
import { seedShared } from '@freehold/core-db/seed';
import { createLogger, createMetrics } from '@freehold/core-observability';
import { requestHeader } from '@freehold/core-contracts/headers';
import { transformer } from '@freehold/core-trpc/transformer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envSchema } from './env.ts';
import { startApi } from './start.ts';

const limitMs = 60_000;
let dataDir: string;
let server: EmbeddedPostgres;
let api: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'freehold-down-'));
  server = await startEmbedded({ dataDir, port: 0, isTest: true });
  await migrate({ ownerUrl: server.ownerUrl });
  await assignRolePasswords(server);
  await seedShared({ privilegedUrl: server.privilegedUrl });
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const env = envSchema.parse({
    NODE_ENV: 'test',
    DATABASE_APP_URL: server.appUrl,
    DATABASE_PRIVILEGED_URL: server.privilegedUrl,
    ENCRYPTION_KEYS: `test:${key(1)}`,
    DIGEST_KEY: key(2),
    SERVICE_TOKEN_KEY: key(3),
  });
  const logger = createLogger({ service: 'api', level: 'silent' });
  api = await startApi({ env, logger, metrics: createMetrics({ service: 'api' }) });
}, limitMs);

afterAll(async () => {
  await api.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function signIn(): Promise<{ status: number; code: string }> {
  const input = {
    audience: 'PORTAL',
    email: 'nobody@people.example',
    password: 'seven quiet herons wade',
  };
  const response = await api.app.request('/trpc/session.signIn', {
    method: 'POST',
    headers: {
      [requestHeader]: '1',
      'x-freehold-tenant': 'mainnet',
      'content-type': 'application/json',
    },
    body: JSON.stringify(transformer.serialize(input)),
  });
  const { error } = (await response.json()) as { error: string };
  const shape = transformer.deserialize(error) as { data: { error: { code: string } } };
  return { status: response.status, code: shape.data.error.code };
}

const statusOf = async (path: string) => (await api.app.request(path)).status;

test(
  'while the database is down callers are told so, and everything comes back by itself',
  { timeout: limitMs },
  async () => {
    const works = { status: 401, code: 'session.wrong_credentials' };
    expect(await signIn()).toEqual(works);
    expect(await statusOf('/readyz')).toBe(200);

    await server.stop();
    for (let count = 0; count < 3; count += 1) {
      expect(await signIn()).toEqual({ status: 503, code: 'database.unreachable' });
    }
    expect(await statusOf('/readyz')).toBe(503);
    expect(await statusOf('/healthz')).toBe(200);

    server = await startEmbedded({ dataDir, port: server.port, isTest: true });
    await expect.poll(signIn, { timeout: 20_000 }).toEqual(works);
    await expect.poll(() => statusOf('/readyz'), { timeout: 20_000 }).toBe(200);
  },
);
