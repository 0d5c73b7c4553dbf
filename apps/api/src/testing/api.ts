import type { SessionAudience, UserRole } from '@freehold/core-contracts/enums';
import { httpStatusOf, PublicError } from '@freehold/core-contracts/errors';
import type { SignInOutput } from '@freehold/core-contracts/session';
import { createDatabase, withTenant } from '@freehold/core-db';
import { createPrivilegedDatabase } from '@freehold/core-db/privileged';
import { createTenant, createTestDatabase } from '@freehold/core-db/testing';
import { createLogger, createMetrics } from '@freehold/core-observability';
import type { Cache } from '@freehold/core-services/cache/cache';
import { dropOnWrite } from '@freehold/core-services/cache/drop-on-write';
import { hashPassword } from '@freehold/core-services/accounts/password/hash-password';
import { listProcedures } from '@freehold/core-trpc/testing/procedures';
import { codeNow } from './totp.ts';
import { createUsageCounter } from '@freehold/core-services/usage/usage-counter';
import type { ServiceTenant } from '@freehold/core-services/context';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { createPlatform } from '@freehold/core-trpc/platform';
import { createRateLimits } from '@freehold/core-trpc/rate-limits';
import { createServerApp } from '@freehold/core-trpc/server-app';
import { transformer } from '@freehold/core-trpc/transformer';
import { createFilesApp } from '../files/files-app.ts';
import { createDatabaseStatistics } from '../platform/database-statistics.ts';
import { createRestApp } from '../rest/rest-app.ts';
import { createRestLimits } from '../rest/rest-limits.ts';
import { createApiRouter } from '../router.ts';

export const testPassword = 'seven quiet herons wade';
const origin = 'http://localhost:3000';

export interface CallOptions {
  readonly tenant: string | null;
  readonly cookie?: string | null;
  readonly audience?: SessionAudience;
  readonly bearer?: string;
}

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly error: PublicError | null;
  readonly setCookie: string | null;
}

export type TestApi = Awaited<ReturnType<typeof createTestApi>>;

/** The whole API on a database of its own, called over HTTP requests that never leave the process. */
export async function createTestApi({ cache }: { readonly cache?: Cache } = {}) {
  const { drop, ...urls } = await createTestDatabase();
  const database = await createDatabase({
    url: urls.appUrl,
    onWrite: (event) => cache !== undefined && dropOnWrite(cache, event),
  });
  const privileged = await createPrivilegedDatabase({ url: urls.privilegedUrl, pool: { max: 2 } });
  const logger = createLogger({ service: 'api', level: 'silent' });
  const metrics = createMetrics({ service: 'api' });
  const platform = createPlatform({
    service: 'api',
    database,
    logger,
    metrics,
    cache,
    encryptionKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
    digestKey: new Uint8Array(32).fill(9),
    serviceTokenKey: new Uint8Array(32).fill(5),
    isDevelopment: true,
    addresses: { portal: 'https://portal.example', console: 'https://console.example' },
    relyingParty: { id: 'localhost', origins: [origin] },
  });
  const router = createApiRouter({ statistics: createDatabaseStatistics(privileged.client) });
  const rateLimits = createRateLimits({ logger });
  const app = createServerApp({
    router,
    platform,
    logger,
    metrics,
    readiness: async () => [],
    allowedOrigins: [origin],
    trustedProxies: [],
    rateLimitPerMinute: 1_000_000,
    rateLimits,
  });
  const usage = createUsageCounter({ db: platform.db, clock: platform.clock, logger });
  app.route('/files', createFilesApp({ platform }));
  app.route(
    '/v1',
    createRestApp({ router, platform, limits: createRestLimits(rateLimits), usage }),
  );
  const passwordHash = await hashPassword(testPassword);

  async function call(path: string, input: unknown, options: CallOptions): Promise<Answer> {
    const headers: Record<string, string> = {
      origin,
      [requestHeader]: '1',
      [audienceHeader]: options.audience ?? 'CONSOLE',
      'content-type': 'application/json',
    };
    if (options.tenant !== null) headers[tenantHeader] = options.tenant;
    if (options.cookie) headers['cookie'] = options.cookie;
    if (options.bearer) headers['authorization'] = `Bearer ${options.bearer}`;
    if (isSubscription(path)) return watch(path, headers);
    const body = JSON.stringify(transformer.serialize(input));
    const response = await app.request(`/trpc/${path}`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { result?: { data: string }; error?: unknown };
    const setCookie = response.headers.get('set-cookie')?.split(';')[0] ?? null;
    const data = answer.result === undefined ? null : transformer.deserialize(answer.result.data);
    return { status: response.status, data, error: toError(answer.error), setCookie };
  }

  function isSubscription(path: string): boolean {
    return listProcedures(router).some((one) => one.path === path && one.kind === 'subscription');
  }

  /** What a stream says first; it is left then. */
  async function watch(path: string, headers: Record<string, string>): Promise<Answer> {
    const response = await app.request(`/trpc/${path}`, {
      headers: { ...headers, accept: 'text/event-stream' },
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const pattern = /(event: serialized-error\n)?data: (".*")\n/u;
    while (!pattern.test(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += value;
    }
    await reader.cancel();
    const [, failed, data = '""'] = pattern.exec(text) ?? [];
    const told = JSON.parse(data) as string;
    if (failed === undefined) {
      return { status: 200, data: transformer.deserialize(told), error: null, setCookie: null };
    }
    // A stream has begun by the time it says why it ends: the kind stands for the status.
    const error = toError(told);
    const status = error === null ? response.status : httpStatusOf[error.kind];
    return { status, data: null, error, setCookie: null };
  }

  async function makeTenant(
    slug: string,
    kind: 'CUSTOMER' | 'PLATFORM' = 'CUSTOMER',
  ): Promise<ServiceTenant> {
    await createTenant(urls, { slug, kind, settings: { minimumAgeYears: 18 } });
    return platform.tenants.requireBySlug(slug);
  }

  async function makeUser(
    tenant: ServiceTenant,
    role: UserRole,
    email = `${role.toLowerCase()}@tenant.example`,
  ) {
    return withTenant(tenant.id, () =>
      database.client.user.create({
        data: {
          email,
          role,
          passwordHash,
          firstName: 'Test',
          lastName: role,
          status: 'ACTIVE',
          emailVerified: true,
        },
        select: { id: true, email: true },
      }),
    );
  }

  /** Makes a member of staff, signs them in with a second factor, and returns their cookie. */
  async function signInStaff(tenant: ServiceTenant, role: UserRole): Promise<string> {
    const { email } = await makeUser(tenant, role);
    const at = { tenant: tenant.slug };
    const begun = await call(
      'session.signIn',
      { audience: 'CONSOLE', email, password: testPassword },
      at,
    );
    const enrolment = begun.data as Extract<SignInOutput, { state: 'ENROLMENT_REQUIRED' }>;
    const input = { challenge: enrolment.challenge, code: codeNow(enrolment.secret) };
    const done = await call('session.verifySecondFactor', input, at);
    if (done.setCookie === null) throw new Error(`Sign-in failed: ${JSON.stringify(done.error)}`);
    return done.setCookie;
  }

  async function seedCountry(code: string): Promise<void> {
    const names = { nameEn: code, nameFr: code, alpha3: `${code}X`, numericCode: '999' };
    await privileged.client.country.createMany({
      data: [{ code, ...names }],
      skipDuplicates: true,
    });
  }

  async function close(): Promise<void> {
    await usage.close();
    await Promise.all([database.close(), privileged.close()]);
    await drop();
  }
  return {
    app,
    call,
    close,
    database,
    makeTenant,
    makeUser,
    platform,
    router,
    seedCountry,
    signInStaff,
    urls,
    usage,
  };
}

function toError(error: unknown): PublicError | null {
  if (error === undefined) return null;
  if (typeof error !== 'string') return PublicError.parse(error);
  const shape = transformer.deserialize(error) as { data: { error: unknown } };
  return PublicError.parse(shape.data.error);
}
