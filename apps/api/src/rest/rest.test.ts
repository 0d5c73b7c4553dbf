import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { createTenant } from '@freehold/core-db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxRefusedPerMinute } from './rest-limits.ts';
import { openTestRest, type TestRest } from './rest.testing.ts';

let rest: TestRest;
beforeAll(async () => {
  rest = await openTestRest();
});
afterAll(() => rest.close());

const problem = (status: number, code: string) => ({ status, json: { status, code } });

describe('a key', () => {
  test('reads its own organization', async () => {
    const answer = await rest.call('GET', '/organization');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json).toMatchObject({
      id: rest.organization.id,
      scanCredits: 100,
      apiCallsUsed: expect.stringMatching(/^\d+$/u),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u),
      deletedAt: null,
    });
  });

  test('that is missing is asked for', async () => {
    const answer = await rest.call('GET', '/organization', { key: null });
    expect(answer).toMatchObject(problem(401, 'apiKey.required'));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="freehold"');
    expect(answer.json).toMatchObject({
      type: '/v1/docs#problem-unauthenticated',
      title: 'A key is needed',
      detail: expect.any(String),
      instance: answer.headers.get('x-request-id'),
    });
  });

  test.each([
    ['unknown', () => `fhk_rest-net_zzzzzzzz_${'x'.repeat(43)}`],
    ['of no tenant', () => `fhk_no-net_zzzzzzzz_${'x'.repeat(43)}`],
    [
      'with another secret',
      () => `${rest.key.text.slice(0, -1)}${rest.key.text.endsWith('A') ? 'B' : 'A'}`,
    ],
    ['of another kind', () => 'sk_live_123'],
    ['empty', () => ''],
  ])('that is %s lets nobody in', async (_kind, key) => {
    const answer = await rest.call('GET', '/organization', { key: key() });
    expect(answer).toMatchObject(problem(401, 'apiKey.invalid'));
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('that has ended lets nobody in', async () => {
    const expiresAt = new Date(Date.now() - 1);
    const { text } = await rest.makeKey(rest.organization.id, { expiresAt });
    expect(await rest.call('GET', '/organization', { key: text })).toMatchObject(
      problem(401, 'apiKey.invalid'),
    );
  });

  test('without the scope is refused, whatever else it may do', async () => {
    const { text } = await rest.makeKey(rest.organization.id, { scopes: ['usage.read'] });
    expect(await rest.call('GET', '/members', { key: text })).toMatchObject({
      status: 403,
      json: { code: 'apiKey.scope_missing', params: { scope: 'member.read' } },
    });
  });

  test('reaches no procedure of the pages', async () => {
    const response = await rest.api.app.request('/trpc/organizations.listOwn', {
      headers: { authorization: `Bearer ${rest.key.text}`, 'x-freehold-tenant': 'rest-net' },
    });
    expect(response.status).toBe(401);
  });

  test('sees nothing of another organization, nor of another tenant', async () => {
    const other = await rest.makeOrganization();
    const awayTenant = await rest.api.makeTenant(`away-${randomUUID().slice(0, 6)}`);
    const away = await rest.makeOrganization(awayTenant);
    const keys = [await rest.makeKey(other.id), await rest.makeKey(away.id, { of: awayTenant })];
    const made = await rest.call('POST', '/webhook-endpoints', {
      body: { url: 'https://hooks.example/', eventTypes: ['webhook.tested'] },
    });
    const { endpoint } = made.json as { endpoint: { id: string } };
    for (const { text } of keys) {
      for (const [method, path] of [
        ['GET', `/webhook-endpoints/${endpoint.id}`],
        ['DELETE', `/webhook-endpoints/${endpoint.id}?version=0&reason=because`],
        ['POST', `/webhook-endpoints/${endpoint.id}/tests`],
      ] as const) {
        const answer = await rest.call(method, path, { key: text });
        expect(answer).toMatchObject(problem(404, 'entity.not_found'));
        expect(answer.json['params']).toEqual({ entity: 'WebhookEndpoint' });
      }
      const list = await rest.call('GET', '/webhook-endpoints', { key: text });
      expect(list.json['items']).toEqual([]);
    }
    expect((await rest.call('GET', `/webhook-endpoints/${endpoint.id}`)).status).toBe(200);
  });

  test('is counted with its errors', async () => {
    const { id: organizationId } = await rest.makeOrganization();
    const key = await rest.makeKey(organizationId);
    await rest.call('GET', '/organization', { key: key.text });
    await rest.call('GET', '/webhook-endpoints/nothing', { key: key.text });
    await rest.api.usage.flush();
    const [row] = await withTenant(rest.tenant.id, () =>
      rest.api.database.client.usageLog.findMany({ where: { apiKeyId: key.id } }),
    );
    expect(row).toMatchObject({ callCount: 2n, errorCount: 1n });
  });
});

describe('a request', () => {
  test('says in query parameters which page it wants, and the answer links to the others', async () => {
    const { id } = await rest.makeOrganization();
    const { text } = await rest.makeKey(id);
    for (let index = 0; index < 5; index += 1) {
      await rest.call('POST', '/webhook-endpoints', {
        key: text,
        body: { url: `https://hooks.example/${index}`, eventTypes: ['webhook.tested'] },
      });
    }
    const answer = await rest.call('GET', '/webhook-endpoints?limit=2&page=2', { key: text });
    expect(answer.json).toMatchObject({ page: 2, limit: 2, total: 5, totalPages: 3 });
    expect(answer.headers.get('link')).toBe(
      '</v1/webhook-endpoints?limit=2&page=1>; rel="first", ' +
        '</v1/webhook-endpoints?limit=2&page=1>; rel="prev", ' +
        '</v1/webhook-endpoints?limit=2&page=3>; rel="next", ' +
        '</v1/webhook-endpoints?limit=2&page=3>; rel="last"',
    );
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=two', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['page=1e3', 'page'],
    ['surprise=1', 'surprise'],
    [`organizationId=${randomUUID()}`, 'organizationId'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
  ])('with %s is refused and says the field', async (query, path) => {
    expect(await rest.call('GET', `/webhook-endpoints?${query}`)).toMatchObject({
      status: 400,
      json: { code: 'request.invalid', fields: [{ path }] },
    });
  });

  test('takes a list as a parameter that comes more than once', async () => {
    const answer = await rest.call('GET', '/webhook-deliveries?status=DEAD&status=PENDING');
    expect(answer.status).toBe(200);
    expect(await rest.call('GET', '/webhook-deliveries?status=ODD')).toMatchObject({
      status: 400,
      json: { fields: [{ path: 'status.0' }] },
    });
  });

  test('takes instants in ISO 8601 and nothing else', async () => {
    const good = await rest.call('GET', '/usage?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z');
    expect(good.status).toBe(200);
    expect(good.json).toMatchObject({ totalCalls: '0', points: [{ calls: '0' }, {}] });
    for (const from of ['2026-01-01', '1767225600', 'Jan 1 2026', '2026-13-01T00:00:00Z']) {
      const query = new URLSearchParams({ from, to: '2026-01-03T00:00:00Z' }).toString();
      expect(await rest.call('GET', `/usage?${query}`)).toMatchObject({
        status: 400,
        json: { fields: [{ path: 'from' }] },
      });
    }
  });

  const body = { url: 'https://hooks.example/', eventTypes: ['webhook.tested'] };
  test.each<[string, Parameters<TestRest['call']>[2], number, string]>([
    ['no body', {}, 415, 'request.media_type'],
    [
      'text',
      { rawBody: 'x', headers: { 'content-type': 'text/plain' } },
      415,
      'request.media_type',
    ],
    [
      'a form',
      { rawBody: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'request.media_type',
    ],
    ['half a body', { rawBody: '{"url":' }, 400, 'request.malformed'],
    ['a list', { rawBody: '[]' }, 400, 'request.malformed'],
    [
      'bytes that are no text',
      { rawBody: new Uint8Array([0x7b, 0xff, 0x7d]) },
      400,
      'request.malformed',
    ],
    ['too much', { rawBody: `{"url":"${'x'.repeat(300_000)}"}` }, 413, 'request.too_large'],
    ['a field too many', { body: { ...body, surprise: 1 } }, 400, 'request.invalid'],
    [
      'another organization',
      { body: { ...body, organizationId: randomUUID() } },
      400,
      'request.invalid',
    ],
    ['an address inside', { body: { ...body, eventTypes: [] } }, 400, 'request.invalid'],
  ])('with %s is refused', async (_what, options, status, code) => {
    const answer = await rest.call('POST', '/webhook-endpoints', options);
    expect(answer).toMatchObject(problem(status, code));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test('to nowhere, or with another method, is a problem too', async () => {
    expect(await rest.call('GET', '/nowhere')).toMatchObject(problem(404, 'route.unknown'));
    const answer = await rest.call('PATCH', '/webhook-endpoints');
    expect(answer).toMatchObject(problem(405, 'route.method_not_allowed'));
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  test('with HEAD is answered as GET without its body', async () => {
    const answer = await rest.call('HEAD', '/organization');
    expect(answer).toMatchObject({ status: 200, text: '' });
  });

  test('of another site’s page gets no leave', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' };
    const preflight = await rest.call('OPTIONS', '/organization', { headers });
    expect(preflight.status).toBe(405);
    const answer = await rest.call('GET', '/organization', { headers });
    for (const name of answer.headers.keys()) expect(name).not.toMatch(/^access-control-/u);
    for (const name of preflight.headers.keys()) expect(name).not.toMatch(/^access-control-/u);
  });

  test('that removes something is answered without a body', async () => {
    const made = await rest.call('POST', '/webhook-endpoints', { body });
    expect(made.status).toBe(201);
    const { endpoint } = made.json as { endpoint: { id: string } };
    const path = `/webhook-endpoints/${endpoint.id}`;
    expect(await rest.call('DELETE', `${path}?version=7&reason=because`)).toMatchObject(
      problem(412, 'version.stale'),
    );
    const gone = await rest.call('DELETE', `${path}?version=0&reason=because`);
    expect(gone).toMatchObject({ status: 204, text: '' });
    expect(await rest.call('GET', path)).toMatchObject(problem(404, 'entity.not_found'));
  });
});

describe('a limit', () => {
  test('of a key is told with every answer, and kept', async () => {
    const slug = `slow-${randomUUID().slice(0, 6)}`;
    await createTenant(rest.api.urls, { slug, settings: { apiRequestsPerMinute: 3 } });
    const tenant = await rest.api.platform.tenants.requireBySlug(slug);
    const { id } = await rest.makeOrganization(tenant);
    const { text } = await rest.makeKey(id, { of: tenant });
    const answers = [];
    for (let count = 0; count < 4; count += 1) {
      answers.push(await rest.call('GET', '/organization', { key: text }));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(
      answers.map(({ headers }) => headers.get('ratelimit')?.replace(/t=\d+/u, 't=?')),
    ).toEqual(['"key";r=2;t=?', '"key";r=1;t=?', '"key";r=0;t=?', '"key";r=0;t=?']);
    for (const { headers } of answers) {
      expect(headers.get('ratelimit-policy')).toBe('"key";q=3;w=60');
    }
    const refused = answers[3]!;
    expect(refused.json).toMatchObject({ code: 'rate.limited', status: 429 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await rest.call('GET', '/organization')).status).toBe(200);
  });

  test('of requests without a right key is the network’s', async () => {
    const limited = await openTestRest();
    try {
      for (let count = 0; count < maxRefusedPerMinute; count += 1) {
        const answer = await limited.call('GET', '/organization', { key: 'fhk_wrong' });
        expect(answer.status).toBe(401);
      }
      const answer = await limited.call('GET', '/organization', { key: 'fhk_wrong' });
      expect(answer).toMatchObject(problem(429, 'rate.limited'));
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });
});
