import { AppError } from '@freehold/core-contracts/errors';
import { createLogger, createMetrics } from '@freehold/core-observability';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Platform } from './context.ts';
import { requestHeader } from '@freehold/core-contracts/headers';
import { openProcedure } from './procedures.ts';
import { createRateLimits } from './rate-limits.ts';
import { createServerApp } from './server-app.ts';
import { createServiceTokens } from './service-tokens.ts';
import { transformer } from './transformer.ts';
import { router } from './trpc.ts';

const origin = 'http://localhost:3000';
const ours = { origin, [requestHeader]: '1', 'content-type': 'application/json' };
const echo = router({
  say: openProcedure
    .input(z.strictObject({ text: z.string().max(10), at: z.date(), block: z.bigint() }))
    .output(z.object({ text: z.string(), at: z.date(), block: z.bigint() }))
    .mutation(({ input }) => input),
  fail: openProcedure
    .input(z.void())
    .output(z.void())
    .mutation(() => {
      throw new AppError('UNAVAILABLE', 'database.unavailable');
    }),
});

// Only what these procedures touch.
const platform = {
  clock: () => new Date(),
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  serviceTokens: createServiceTokens({ service: 'test', key: new Uint8Array(32) }),
} as unknown as Platform;

function makeApp(rateLimitPerMinute = 1000) {
  return createServerApp({
    router: echo,
    platform,
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics({ service: 'test' }),
    readiness: async () => [],
    allowedOrigins: [origin],
    trustedProxies: [],
    rateLimitPerMinute,
    rateLimits: createRateLimits({ logger: platform.logger }),
  });
}

let app: ReturnType<typeof makeApp>;
beforeEach(() => {
  app = makeApp();
});

const good = { text: 'hello', at: new Date(5), block: 2n ** 70n };
const body = (input: unknown) => JSON.stringify(transformer.serialize(input));
const post = (path: string, init: RequestInit = {}) =>
  app.request(path, { method: 'POST', headers: ours, body: body(good), ...init });
const codeOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: string | { code: string } };
  if (typeof error !== 'string') return error.code;
  const { data } = transformer.deserialize(error) as { data: { error: { code: string } } };
  return data.error.code;
};

describe('a call', () => {
  test('carries dates and big integers exactly, both ways', async () => {
    const response = await post('/trpc/say');
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { result: { data: string } };
    expect(transformer.deserialize(answer.result.data)).toEqual(good);
  });

  test.each([
    ['from a foreign page', { ...ours, origin: 'https://evil.example' }, 'request.origin_refused'],
    ['from an opaque origin', { ...ours, origin: 'null' }, 'request.origin_refused'],
    [
      'marked cross-site by the browser',
      { ...ours, 'sec-fetch-site': 'cross-site' },
      'request.origin_refused',
    ],
    [
      'without our header',
      { origin, 'content-type': 'application/json' },
      'request.header_missing',
    ],
    [
      'with a token and a cookie but no header',
      { origin, authorization: 'Bearer x', cookie: 'a=b' },
      'request.header_missing',
    ],
  ])('%s is refused', async (_, headers, code) => {
    const response = await post('/trpc/say', { headers });
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe(code);
  });

  test.each([
    ['broken JSON', '{"a', 400, 'request.malformed'],
    ['broken encoding inside JSON', JSON.stringify('[{"a":'), 400, 'request.malformed'],
    ['an unknown field', body({ ...good, more: 1 }), 400, 'request.invalid'],
    ['a wrong type', body({ ...good, at: 'today' }), 400, 'request.invalid'],
    ['an oversized text', body({ ...good, text: 'x'.repeat(11) }), 400, 'request.invalid'],
    ['nothing', undefined, 400, 'request.malformed'],
  ])('with %s is refused', async (_, sent, status, code) => {
    const response = await post('/trpc/say', { body: sent ?? null });
    expect(response.status).toBe(status);
    expect(await codeOf(response)).toBe(code);
  });

  test('of more than 256 KiB is refused', async () => {
    const response = await post('/trpc/say', {
      body: body({ ...good, text: 'x'.repeat(300_000) }),
    });
    expect(response.status).toBe(413);
    expect(await codeOf(response)).toBe('request.too_large');
  });

  test('of more than twenty calls is refused', async () => {
    const response = await post(
      `/trpc/${Array.from({ length: 21 }, () => 'say').join(',')}?batch=1`,
    );
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('request.batch_too_large');
  });

  test('to an unknown procedure or route is not found', async () => {
    expect((await post('/trpc/nothing')).status).toBe(404);
    expect((await app.request('/nowhere')).status).toBe(404);
  });

  test('that finds no database is answered with 503 and a code', async () => {
    const response = await post('/trpc/fail', { body: body(undefined) });
    expect(response.status).toBe(503);
    expect(await codeOf(response)).toBe('database.unavailable');
  });

  test('is never stored, framed or sniffed', async () => {
    const { headers } = await post('/trpc/say');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-request-id')).toBeTruthy();
  });

  test('past the limit of its network waits, and is told how long', async () => {
    app = makeApp(2);
    await post('/trpc/say');
    await post('/trpc/say');
    const response = await post('/trpc/say');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await app.request('/healthz')).status).toBe(200);
  });
});
