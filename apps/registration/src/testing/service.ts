import { PassThrough } from 'node:stream';
import type { UserRole } from '@freehold/core-contracts/enums';
import { PublicError } from '@freehold/core-contracts/errors';
import { withTenant } from '@freehold/core-db';
import { seedShared } from '@freehold/core-db/seed';
import { createLogger, createMetrics } from '@freehold/core-observability';
import { startSession } from '@freehold/core-services/accounts/session/start-session';
import type { ServiceTenant } from '@freehold/core-services/context';
import type { AccountMaker } from '@freehold/core-services/onboarding/registration/finish-registration';
import { completeRegistration } from '@freehold/core-services/onboarding/complete-registration';
import { createTestPlatform } from '@freehold/core-services/testing';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { createPlatform } from '@freehold/core-trpc/platform';
import { createRateLimits } from '@freehold/core-trpc/rate-limits';
import { createServerApp } from '@freehold/core-trpc/server-app';
import { transformer } from '@freehold/core-trpc/transformer';
import type { ServiceContext } from '@freehold/core-services/context';
import { checkReadiness } from '../readiness.ts';
import { createRouter } from '../router.ts';

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly error: PublicError | null;
}

export interface CallOptions {
  readonly tenant?: string | null;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type TestService = Awaited<ReturnType<typeof createTestService>>;

/** The registration service on a database of its own, called over HTTP requests that never leave the process. */
export async function createTestService() {
  const platform = await createTestPlatform();
  await seedShared({ privilegedUrl: platform.urls.privilegedUrl });
  const lines: string[] = [];
  const destination = new PassThrough();
  destination.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const logger = createLogger({ service: 'registration', level: 'debug', destination });
  const metrics = createMetrics({ service: 'registration' });
  const { database } = platform;
  const served = createPlatform({
    service: 'registration',
    database,
    logger,
    metrics,
    encryptionKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
    digestKey: new Uint8Array(32).fill(9),
    serviceTokenKey: new Uint8Array(32).fill(5),
    isDevelopment: true,
    addresses: { portal: 'https://portal.example', console: 'https://console.example' },
  });
  const accountsOf = (ctx: ServiceContext): AccountMaker => ({
    complete: (input) => completeRegistration({ ctx, input }),
  });
  const app = createServerApp({
    router: createRouter(accountsOf),
    platform: served,
    logger,
    metrics,
    readiness: () => checkReadiness(database),
    allowedOrigins: ['http://localhost:3001'],
    trustedProxies: [],
    rateLimitPerMinute: 1_000_000,
    rateLimits: createRateLimits({ logger }),
  });

  async function call(path: string, input: unknown, options: CallOptions = {}): Promise<Answer> {
    const headers: Record<string, string> = {
      [requestHeader]: '1',
      [audienceHeader]: 'CONSOLE',
      'content-type': 'application/json',
      ...options.headers,
    };
    if (options.tenant !== null && options.tenant !== undefined)
      headers[tenantHeader] = options.tenant;
    if (options.cookie !== undefined) headers['cookie'] = options.cookie;
    const body = JSON.stringify(transformer.serialize(input));
    const response = await app.request(`/trpc/${path}`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { result?: { data: string }; error?: unknown };
    const data = answer.result === undefined ? null : transformer.deserialize(answer.result.data);
    return { status: response.status, data, error: toError(answer.error) };
  }

  /** A cookie of somebody with a role, second factor included. */
  async function signIn(tenant: ServiceTenant, role: UserRole): Promise<string> {
    const ctx = platform.context(tenant, undefined, { clock: () => new Date() });
    const { token } = await withTenant(tenant.id, async () => {
      const { id: userId } = await ctx.db.user.create({
        data: {
          email: `${role.toLowerCase()}@staff.example`,
          ...{ firstName: 'Staff', lastName: role, status: 'ACTIVE', emailVerified: true },
          role: 'REVIEWER',
        },
        select: { id: true },
      });
      const started = await startSession(ctx, {
        userId,
        audience: 'CONSOLE',
        hasSecondFactor: true,
      });
      // Nobody without a part in the console gets a session for it; a part can be taken away later.
      await ctx.db.user.updateMany({ where: { id: userId }, data: { role } });
      return started;
    });
    return `__Host-freehold-console=${tenant.slug}.${token}`;
  }

  return { app, call, lines, platform, signIn, close: () => platform.close() };
}

function toError(error: unknown): PublicError | null {
  if (error === undefined) return null;
  if (typeof error !== 'string') return PublicError.parse(error);
  const shape = transformer.deserialize(error) as { data: { error: unknown } };
  return PublicError.parse(shape.data.error);
}
