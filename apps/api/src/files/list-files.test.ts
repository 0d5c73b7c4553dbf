import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { withTenant } from '@freehold/core-db';
import type { ServiceTenant } from '@freehold/core-services/context';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../testing/api.ts';

/** A batch and one more: what a file read in one go, or page by page, would cut off or repeat. */
const transfers = 1_001;
const stranger = 'zebrafish';
let api: TestApi;
let home: ServiceTenant;
let away: ServiceTenant;
let treasurer: string;
let reviewer: string;
let auditor: string;
let made: Awaited<ReturnType<typeof fill>>;

beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  away = await api.makeTenant('away-net');
  treasurer = await api.signInStaff(home, 'TREASURER');
  reviewer = await api.signInStaff(home, 'REVIEWER');
  auditor = await api.signInStaff(home, 'AUDITOR');
  made = await fill(home, 'Ottilie', transfers);
  await fill(away, stranger, 2);
}, 60_000);
afterAll(() => api.close());

/** One row of every list, and as many transfers as asked for; what is not looked at does not matter. */
async function fill(tenant: ServiceTenant, name: string, count: number) {
  const { client: db } = api.database;
  const byTest = {
    contentDigest: new Uint8Array(32),
    amount: '12.000000001',
    createdByKind: 'SYSTEM' as const,
    createdByName: name,
    status: 'CONFIRMED' as const,
  };
  const select = { id: true } as const;
  const { id: userId } = await api.makeUser(tenant, 'USER', `${name}@people.test`.toLowerCase());
  return withTenant(tenant.id, async () => {
    const organization = await db.organization.create({
      data: { name, slug: name.toLowerCase() },
      select,
    });
    const own = await db.wallet.create({ data: { userId, name }, select });
    const shared = await db.wallet.create({
      data: { organizationId: organization.id, kind: 'ORGANIZATION', name },
      select,
    });
    const treasuryId = systemWalletId(tenant.id, 'TREASURY');
    await db.wallet.createMany({
      data: [{ id: treasuryId, kind: 'TREASURY', systemKey: 'TREASURY', name: 'Treasury' }],
    });
    await db.transfer.create({
      data: {
        ...{ ...byTest, kind: 'GENESIS', requestId: 'genesis-1', reference: name },
        ...{ fromWalletId: treasuryId, toWalletId: own.id },
      },
    });
    await db.transfer.createMany({
      data: Array.from({ length: count }, (_, index) => ({
        ...{ ...byTest, requestId: `${name}-${index}`, reference: '=1+1' },
        ...{ fromWalletId: own.id, toWalletId: shared.id, fee: '0.5' },
        // Many in one instant: the id settles the order.
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, index % 2)),
      })),
    });
    const toTwo = await db.transfer.create({
      data: { ...byTest, requestId: `${name}-two`, fromWalletId: shared.id, status: 'FAILED' },
      select,
    });
    await db.transferLeg.createMany({
      data: [own, shared].map(({ id }, index) => ({
        ...{ transferId: toTwo.id, toWalletId: id, legIndex: index, amount: '6' },
      })),
    });
    await db.businessAccount.create({
      data: { organizationId: organization.id, walletId: shared.id, name },
    });
    await db.loan.create({
      data: { userId, walletId: own.id, amount: '1500', termMonths: 12, purpose: name },
    });
    await db.transactionLimit.createMany({
      data: [
        { scope: 'USER', scopeKey: userId, maxPerDay: '250.5' },
        { scope: 'TENANT', scopeKey: '', maxCountPerHour: 30 },
      ],
    });
    const run = await db.taxRun.create({
      data: {
        ...{ cycleStart: new Date('2026-01-01'), cycleEnd: new Date('2026-01-08') },
        ...{ rules: { threshold: '1000', cycleDays: 7, bands: [] }, createdByName: name },
      },
      select,
    });
    await db.taxAssessment.create({
      data: { taxRunId: run.id, walletId: own.id, balance: '5000', rate: '0.001', amount: '5' },
    });
    return { taxRunId: run.id, walletId: own.id };
  });
}

function post(path: string, body: unknown, cookie = treasurer) {
  return api.app.request(`/files/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      origin: 'http://localhost:3000',
      [requestHeader]: '1',
      [audienceHeader]: 'CONSOLE',
      [tenantHeader]: home.slug,
      'content-type': 'application/json',
      cookie,
    },
  });
}

async function read(path: string, body: unknown) {
  const response = await post(path, body);
  expect(response.status).toBe(200);
  const lines = (await response.text()).trim().split('\r\n');
  expect(response.headers.get('x-total-rows')).toBe(String(lines.length - 1));
  return lines;
}

async function refusal(response: Response | Promise<Response>) {
  const answer = await response;
  const body = (await answer.json()) as { error: { code: string } };
  return [answer.status, body.error.code];
}

describe('transfers as a file', () => {
  test('are all there once, in one answer, with all receivers of one', async () => {
    const lines = await read('transfers.csv', {});
    // Those of the list, the issue and the one to several.
    expect(lines).toHaveLength(1 + transfers + 2);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
    expect(lines.find((line) => line.includes('"Ottilie-two"'))).toContain('"Test USER, Ottilie"');
    expect(lines.at(-1)).toContain(`,12.000000001,0.5,"GX","'=1+1",`);
  });

  test('take the filters of the screen', async () => {
    expect(await read('transfers.csv', { status: 'FAILED' })).toHaveLength(2);
    const day = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' };
    expect(await read('transfers.csv', day)).toHaveLength(1 + transfers);
  });

  test('refuse a day for a moment: whether it is meant to its end cannot be told', async () => {
    const times = ['2026-01-31', '2026-01-31T00:00:00', null, 1_767_225_600_000];
    for (const name of ['transfers', 'audit', 'wallet-statement']) {
      const wallet = name === 'wallet-statement' ? { walletId: made.walletId } : {};
      for (const to of times) {
        const response = await post(`${name}.csv`, { ...wallet, to }, auditor);
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({
          error: { code: 'request.invalid', fields: [{ path: 'to', code: 'moment' }] },
        });
      }
      const to = '2026-01-31T01:00:00+01:00';
      expect((await post(`${name}.csv`, { ...wallet, to }, auditor)).status).toBe(200);
    }
  });
});

const files = [
  ['issues', ['12.000000001', '"Ottilie"']],
  ['business-accounts', ['"Ottilie"', '"ACTIVE"']],
  ['loans', ['1500', '"Test USER"', '"REQUESTED"']],
  ['limits', ['250.5', '"Test USER"', '30']],
  ['tax-runs', ['2026-01-08T00:00:00.000Z', '1000']],
  ['tax-assessments', ['"Test USER"', '5000', '0.001']],
] as const;

describe.each(files)('%s.csv', (name, cells) => {
  const body = () => (name === 'tax-assessments' ? { taxRunId: made.taxRunId } : {});

  test('has what the screen shows, nothing of another tenant, and is noted', async () => {
    const lines = await read(`${name}.csv`, body());
    const text = lines.slice(1).join('\n');
    expect(lines).toHaveLength(name === 'limits' ? 3 : 2);
    for (const cell of cells) expect(text).toContain(cell);
    expect(text).not.toContain(stranger);
    const notes = await withTenant(home.id, () =>
      api.database.client.auditLog.count({ where: { action: `${name}.export` } }),
    );
    expect(notes).toBe(1);
  });

  test('is refused to whoever may not see the list', async () => {
    expect(await refusal(post(`${name}.csv`, body(), reviewer))).toEqual([
      403,
      'permission.missing',
    ]);
  });
});

test('what a run takes is asked for by the run, and by none of another tenant', async () => {
  expect(await refusal(post('tax-assessments.csv', {}))).toEqual([400, 'request.invalid']);
  const foreign = await withTenant(away.id, () =>
    api.database.client.taxRun.findFirstOrThrow({ select: { id: true } }),
  );
  expect(await refusal(post('tax-assessments.csv', { taxRunId: foreign.id }))).toEqual([
    404,
    'entity.not_found',
  ]);
});
