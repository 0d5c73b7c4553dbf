import { createDatabase, inTransaction, withTenant, type Database } from '@freehold/core-db';
import { createLogger, createMetrics } from '@freehold/core-observability';
import { createCache } from '@freehold/core-services/cache/cache';
import { dropOnWrite } from '@freehold/core-services/cache/drop-on-write';
import { endUserSessions } from '@freehold/core-services/accounts/session/end-user-sessions';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createPlatform } from '@freehold/core-trpc/platform';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import { createRequestContext } from '@freehold/core-trpc/handler';
import { createCallerFactory } from '@freehold/core-trpc/trpc';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiRouter } from './router.ts';
import { createTestApi, testPassword, type TestApi } from './testing/api.ts';

let api: TestApi;
let home: ServiceTenant;
let database: Database;
beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
});
afterAll(async () => {
  await database.close();
  await api.close();
});

/** Another process over the same database, one that hears nothing of what others drop. */
async function openDeafProcess() {
  const cache = createCache();
  database = await createDatabase({
    url: api.urls.appUrl,
    onWrite: (event) => dropOnWrite(cache, event),
  });
  const platform = createPlatform({
    service: 'api',
    database,
    cache,
    logger: createLogger({ service: 'api', level: 'silent' }),
    metrics: createMetrics({ service: 'api' }),
    encryptionKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
    digestKey: new Uint8Array(32).fill(9),
    serviceTokenKey: new Uint8Array(32).fill(5),
    isDevelopment: true,
    addresses: { portal: 'https://portal.example', console: 'https://console.example' },
    relyingParty: { id: 'localhost', origins: ['http://localhost:3000'] },
  });
  const statistics = { read: () => Promise.reject(new Error('not read here')) };
  const makeCaller = createCallerFactory(createApiRouter({ statistics }));
  return (cookie: string) => {
    const headers = {
      cookie,
      'x-freehold-tenant': home.slug,
      'x-freehold-audience': 'PORTAL',
    };
    const request = new Request('http://localhost/', { headers });
    const facts = { id: 'test', ip: null };
    return makeCaller(createRequestContext(platform, request, facts, new Headers()));
  };
}

test('a session that another process ended may still read for seconds, and changes nothing from the commit on', async () => {
  const { email, id: userId } = await api.makeUser(home, 'USER', 'reader@people.test');
  const input = { audience: 'PORTAL', email, password: testPassword };
  const at = { tenant: home.slug, audience: 'PORTAL' } as const;
  const { setCookie } = await api.call('session.signIn', input, at);
  const caller = (await openDeafProcess())(setCookie ?? '');
  expect(await caller.account.get()).toMatchObject({ id: userId });

  const request = createRequestContext(
    api.platform,
    new Request('http://localhost/'),
    { id: 'test', ip: null },
    new Headers(),
  );
  const ctx = toServiceContext(request, home, { kind: 'SYSTEM', name: 'test' });
  await withTenant(home.id, () =>
    inTransaction(ctx.db, (tx) => endUserSessions(tx, ctx, { userId, reason: 'STATUS_CHANGED' })),
  );
  expect(await caller.account.get()).toMatchObject({ id: userId });
  await expect(caller.security.endOtherSessions()).rejects.toMatchObject({
    message: 'session.required',
  });
  await expect(caller.email.requestVerification()).rejects.toMatchObject({
    message: 'session.required',
  });
});
