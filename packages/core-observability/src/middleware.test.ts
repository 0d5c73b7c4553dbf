import { Writable } from 'node:stream';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { accessLog, requestId } from './middleware.ts';
import type { ObservabilityEnv } from './middleware.ts';

function createApp() {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const metrics = createMetrics({ service: 'test' });
  const app = new Hono<ObservabilityEnv>()
    .use(requestId())
    .use(accessLog({ logger: createLogger({ service: 'test', destination }), metrics }))
    .get('/users/:id', (c) => {
      c.get('logger').info('inside');
      return c.text('ok');
    });
  return { app, lines, metrics };
}

test('one line per request carries request id and tenant, and no query', async () => {
  const { app, lines } = createApp();
  const headers = { 'x-request-id': 'abc-123', 'x-freehold-tenant': 'mainnet' };
  const answer = await app.request('/users/7?token=S3CRET', { headers });
  expect(answer.headers.get('x-request-id')).toBe('abc-123');
  const shared = { requestId: 'abc-123', tenant: 'mainnet' };
  expect(lines).toMatchObject([
    { ...shared, msg: 'inside' },
    { ...shared, msg: 'request', method: 'GET', path: '/users/7', status: 200 },
  ]);
  expect(JSON.stringify(lines)).not.toContain('S3CRET');
});

test('a request id with foreign characters or of great length is replaced', async () => {
  const { app } = createApp();
  for (const id of ['a b', 'x'.repeat(65), '<script>']) {
    const answer = await app.request('/users/7', { headers: { 'x-request-id': id } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('durations are measured by route pattern, so that ids make no new series', async () => {
  const { app, metrics } = createApp();
  await app.request('/users/7');
  await app.request('/users/8');
  const { body } = await metrics.render();
  expect(body).toContain('method="GET",route="/users/:id",status="200"} 2');
});
