import { createDatabase } from '@freehold/core-db';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { createLogger, createMetrics } from '@freehold/core-observability';
import type { TestCluster } from '@freehold/core-db/testing';
import { createCache } from '@freehold/core-services/cache/cache';
import { dropOnWrite } from '@freehold/core-services/cache/drop-on-write';
import { createTestPlatform, inScope } from '@freehold/core-services/testing';
import { createPlatform } from '@freehold/core-trpc/platform';
import { createRateLimits } from '@freehold/core-trpc/rate-limits';
import { createServerApp } from '@freehold/core-trpc/server-app';
import { transformer } from '@freehold/core-trpc/transformer';
import type { AnyTRPCRouter } from '@trpc/server';

const origin = 'http://localhost:3000';

/** Our own server over a database of its own, called in the process; the cache as one process has it. */
export async function openOurs(cluster: TestCluster, router: AnyTRPCRouter) {
  const rig = await createTestPlatform(cluster);
  const tenant = await rig.makeTenant({ slug: 'bench' });
  const cache = createCache();
  const database = await createDatabase({
    url: rig.urls.appUrl,
    pool: { max: 10 },
    onWrite: (event) => dropOnWrite(cache, event),
  });
  const logger = createLogger({ service: 'bench', level: 'silent' });
  const metrics = createMetrics({ service: 'bench' });
  const platform = createPlatform({
    ...{ service: 'bench', database, cache, logger, metrics, isDevelopment: true },
    encryptionKeys: [{ id: 'bench', key: new Uint8Array(32).fill(7) }],
    digestKey: new Uint8Array(32).fill(9),
    serviceTokenKey: new Uint8Array(32).fill(5),
    addresses: { portal: origin, console: origin },
    relyingParty: { id: 'localhost', origins: [origin] },
  });
  const app = createServerApp({
    ...{ router, platform, logger, metrics, readiness: async () => [] },
    ...{ allowedOrigins: [origin], trustedProxies: ['127.0.0.1'], rateLimitPerMinute: 1e9 },
    rateLimits: createRateLimits({ logger }),
  });
  const ctx = rig.context(tenant, { kind: 'SERVICE', service: 'api' }, { db: database.client });
  const call = async (path: string, headers: Record<string, string> = {}) =>
    app.request(`/trpc/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...{ origin, [requestHeader]: '1', [tenantHeader]: 'bench', [audienceHeader]: 'PORTAL' },
        ...headers,
      },
      body: JSON.stringify(transformer.serialize(undefined)),
    });
  const addPerson = (email: string) =>
    inScope(ctx, () =>
      ctx.db.user.create({
        data: {
          ...{ email, firstName: 'Ada', lastName: 'Field', status: 'ACTIVE', emailVerified: true },
          passwordHash: 'no hash',
        },
        select: { id: true },
      }),
    );
  return {
    ctx,
    tenant,
    call,
    addPerson,
    async close() {
      await database.close();
      await rig.close();
    },
  };
}
