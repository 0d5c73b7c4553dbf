import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import type { ServiceTenant } from '@freehold/core-services/context';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../testing/api.ts';
import { mostFiles } from './files-app.ts';

let api: TestApi;
let home: ServiceTenant;
let away: ServiceTenant;
let admin: string;
let reviewer: string;

beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  away = await api.makeTenant('away-net');
  admin = await api.signInStaff(home, 'ADMIN');
  reviewer = await api.signInStaff(home, 'REVIEWER');
  await addPeople(home, 2_500);
  await addPeople(away, 3, 'zebrafish');
}, 60_000);
afterAll(() => api.close());

function addPeople(tenant: ServiceTenant, count: number, word = 'Ada') {
  const data = Array.from({ length: count }, (_, index) => ({
    email: `${word}.${index}@people.test`.toLowerCase(),
    firstName: index === 0 ? '=HYPERLINK("http://evil.test")' : word,
    lastName: `Number "${index}", of many`,
    phone: `+4178${String(1_000_000 + index)}`,
    status: 'ACTIVE' as const,
    // Many in one instant: the id settles the order.
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 700))),
  }));
  return withTenant(tenant.id, () => api.database.client.user.createMany({ data }));
}

function post(
  path: string,
  body: unknown,
  cookie: string | null = admin,
  headers: Record<string, string> = {},
) {
  return api.app.request(`/files/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      origin: 'http://localhost:3000',
      [requestHeader]: '1',
      [audienceHeader]: 'CONSOLE',
      [tenantHeader]: home.slug,
      'content-type': 'application/json',
      ...(cookie === null ? {} : { cookie }),
      ...headers,
    },
  });
}

async function refusal(response: Response | Promise<Response>) {
  const answer = await response;
  const body = (await answer.json()) as { error: { code: string } };
  return [answer.status, body.error.code];
}

const audited = (action: string) =>
  withTenant(home.id, () =>
    api.database.client.auditLog.findMany({ where: { action }, orderBy: { sequence: 'asc' } }),
  );

describe('a list as a file', () => {
  test('has every row once, whatever the batches, and leaves one audit row with the filter', async () => {
    const response = await post('users.csv', { role: ['USER'] });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="users.csv"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-total-rows')).toBe('2500');
    const bytes = new Uint8Array(await response.arrayBuffer());
    // The mark that makes spreadsheets read UTF-8.
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    expect(lines[0]).toBe(
      '"id","email","firstName","lastName","phone","countryCode","role","status","createdAt","lastLoginAt","deletedAt"',
    );
    expect(lines).toHaveLength(2_501);
    expect(new Set(lines.map((line) => line.slice(0, 40))).size).toBe(2_501);
    expect(await audited('users.export')).toMatchObject([
      { entityType: 'Tenant', changes: { rows: 2_500, filter: { role: ['USER'] } } },
    ]);
  });

  test('runs nothing on the desk of whoever opens it', async () => {
    const text = await (await post('users.csv', { search: 'ada.0@people.test' })).text();
    expect(text).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(text).toContain(`"Number ""0"", of many"`);
    expect(text).toContain(`"'+41781000000"`);
  });

  test.each(['users', 'staff', 'registrations', 'organizations', 'messages', 'audit'])(
    '%s.csv holds nothing of another tenant, and its header',
    async (name) => {
      const response = await post(`${name}.csv`, {});
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text.startsWith('"')).toBe(true);
      expect(text).not.toContain('zebrafish');
      expect(await audited(`${name}.export`)).not.toEqual([]);
    },
  );

  test('of the audit log takes dates as text and its own filter', async () => {
    const from = new Date(Date.now() - 60_000).toISOString();
    const text = await (await post('audit.csv', { action: 'session.signIn', from })).text();
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    for (const line of lines.slice(1)) expect(line).toContain('"session.signIn"');
  });

  test('carries no password, no token and no hash of either', async () => {
    const { passwordHash } = await withTenant(home.id, () =>
      api.database.client.user.findFirstOrThrow({
        where: { passwordHash: { not: null } },
        select: { passwordHash: true },
      }),
    );
    for (const name of ['users', 'staff', 'messages', 'audit']) {
      const text = await (await post(`${name}.csv`, {})).text();
      expect(text).not.toContain(passwordHash);
      expect(text).not.toMatch(/passwordHash|tokenHash|Ciphertext/u);
    }
  });
});

describe('a file is refused', () => {
  test('to nobody in particular, to a page of another site, and without our header', async () => {
    expect(await refusal(post('users.csv', {}, null))).toEqual([401, 'session.required']);
    expect(await refusal(post('users.csv', {}, admin, { origin: 'https://evil.test' }))).toEqual([
      403,
      'request.origin_refused',
    ]);
    expect(await refusal(post('users.csv', {}, admin, { 'sec-fetch-site': 'cross-site' }))).toEqual(
      [403, 'request.origin_refused'],
    );
    expect(await refusal(post('users.csv', {}, admin, { [requestHeader]: '0' }))).toEqual([
      403,
      'request.header_missing',
    ]);
    const got = await api.app.request('/files/users.csv', {
      headers: { cookie: admin, [requestHeader]: '1', [tenantHeader]: home.slug },
    });
    expect(got.status).toBe(404);
  });

  test('to whoever lacks the permission, and to a session of another tenant', async () => {
    expect(await refusal(post('audit.csv', {}, reviewer))).toEqual([403, 'permission.missing']);
    expect(await refusal(post('staff.csv', {}, reviewer))).toEqual([403, 'permission.missing']);
    expect(await refusal(post('users.csv', {}, admin, { [tenantHeader]: away.slug }))).toEqual([
      401,
      'session.required',
    ]);
  });

  test('for a filter that the list does not know', async () => {
    expect(await refusal(post('users.csv', { tenantId: away.id }))).toEqual([
      400,
      'request.invalid',
    ]);
    expect(await refusal(post('users.csv', '{'))).toEqual([400, 'request.malformed']);
    expect(await refusal(post('secrets.csv', {}))).toEqual([404, 'route.unknown']);
  });

  test('past so many at once; one that is left makes room', async () => {
    const open: Response[] = [];
    while (open.length < mostFiles) open.push(await post('users.csv', {}));
    expect(await refusal(post('users.csv', {}))).toEqual([429, 'export.busy']);
    for (const response of open) await response.body?.cancel();
    const after = await post('users.csv', {});
    expect(after.status).toBe(200);
    await after.body!.cancel();
  });
});

describe('what is held about a person', () => {
  async function person() {
    const { id } = await withTenant(home.id, () =>
      api.database.client.user.findFirstOrThrow({
        where: { email: 'ada.1@people.test' },
        select: { id: true },
      }),
    );
    return id;
  }

  test('is one readable file, noted with its reason, without secrets', async () => {
    const userId = await person();
    await withTenant(home.id, () =>
      api.database.client.notification.createMany({
        data: Array.from({ length: 1_500 }, (_, index) => ({
          userId,
          kind: 'password.changed',
          idempotencyKey: String(index),
        })),
      }),
    );
    const response = await post('person-export.json', { userId, reason: 'They asked for it' });
    expect(response.status).toBe(200);
    const file = (await response.json()) as Record<string, unknown[]> & { account: object };
    expect(file).toMatchObject({
      format: 'freehold.person.1',
      tenant: { slug: 'home-net' },
      account: { id: userId, email: 'ada.1@people.test' },
    });
    expect(file['notifications']).toHaveLength(1_500);
    expect(Object.keys(file)).toEqual([
      ...['format', 'madeAt', 'tenant', 'account', 'sessions', 'devices', 'authenticators'],
      ...['passkeys', 'pushTokens', 'registrations', 'applications', 'informationRequests'],
      ...['informationAnswers', 'wallets', 'memberships', 'invitations', 'savedViews'],
      ...['transactions', 'transfers', 'beneficiaries', 'contacts', 'limits', 'loans'],
      ...['signatories', 'transferDecisions'],
      ...['notifications', 'messages', 'ownActs', 'actsOnAccount'],
    ]);
    expect(JSON.stringify(file)).not.toMatch(/passwordHash|tokenHash|Ciphertext|secret/u);
    expect(await audited('user.export')).toMatchObject([
      { entityType: 'User', entityId: userId, reason: 'They asked for it' },
    ]);
  });

  test('is not told of somebody of another tenant, nor to a reviewer', async () => {
    const input = { userId: await person(), reason: 'They asked for it' };
    expect(await refusal(post('person-export.json', input, reviewer))).toEqual([
      403,
      'permission.missing',
    ]);
    const foreign = await withTenant(away.id, () =>
      api.database.client.user.findFirstOrThrow({ select: { id: true } }),
    );
    for (const userId of [foreign.id, randomUUID()]) {
      expect(await refusal(post('person-export.json', { ...input, userId }))).toEqual([
        404,
        'entity.not_found',
      ]);
    }
  });

  test('is given to themselves, with the sessions they have', async () => {
    const response = await post('account-export.json', {});
    expect(response.headers.get('content-disposition')).toContain('account-export.json');
    const file = (await response.json()) as { account: { role: string }; sessions: object[] };
    expect(file.account.role).toBe('ADMIN');
    expect(file.sessions).toHaveLength(1);
    expect(await audited('account.export')).toHaveLength(1);
  });

  test('needs a fresh factor', async () => {
    await withTenant(home.id, () =>
      api.database.client.session.updateMany({
        data: { factorAt: new Date(Date.now() - 11 * 60_000) },
      }),
    );
    for (const [path, input] of [
      ['account-export.json', {}],
      ['person-export.json', { userId: await person(), reason: 'They asked for it' }],
    ] as const) {
      expect(await refusal(post(path, input))).toEqual([403, 'session.step_up_required']);
    }
    expect((await post('users.csv', {})).status).toBe(200);
  });
});
