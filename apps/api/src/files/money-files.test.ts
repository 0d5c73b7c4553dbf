import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { withTenant } from '@freehold/core-db';
import type { ServiceTenant } from '@freehold/core-services/context';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, testPassword, type TestApi } from '../testing/api.ts';

const entries = 2_345;
let api: TestApi;
let home: ServiceTenant;
let treasurer: string;
let reviewer: string;
let ada: { cookie: string; walletId: string };
let bela: { cookie: string; walletId: string };

beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  treasurer = await api.signInStaff(home, 'TREASURER');
  reviewer = await api.signInStaff(home, 'REVIEWER');
  ada = await addHolder('ada@people.test');
  bela = await addHolder('bela@people.test');
  await fill(ada.walletId, bela.walletId);
}, 60_000);
afterAll(() => api.close());

async function addHolder(email: string) {
  const { id } = await api.makeUser(home, 'USER', email);
  const signedIn = await api.call(
    'session.signIn',
    { audience: 'PORTAL', email, password: testPassword },
    { tenant: home.slug, audience: 'PORTAL' },
  );
  const wallet = await withTenant(home.id, () =>
    api.database.client.wallet.create({
      data: { userId: id, name: '=cmd|calc' },
      select: { id: true },
    }),
  );
  return { cookie: signedIn.setCookie ?? '', walletId: wallet.id };
}

/** A wallet with more entries than a batch holds; what they are made of does not matter here. */
async function fill(walletId: string, counterparty: string): Promise<void> {
  const { client: db } = api.database;
  await withTenant(home.id, async () => {
    const { id: transferId } = await db.transfer.create({
      data: {
        ...{ requestId: 'filling', contentDigest: new Uint8Array(32), amount: '1' },
        ...{ fromWalletId: counterparty, toWalletId: walletId, reference: '=HYPERLINK("x")' },
        ...{ createdByKind: 'SYSTEM', createdByName: 'test', status: 'CONFIRMED' },
      },
      select: { id: true },
    });
    await db.transaction.createMany({
      data: Array.from({ length: entries }, (_, index) => ({
        ...{ transferId, walletId, counterparty, sequence: BigInt(index + 1) },
        ...{ type: index % 2 === 0 ? ('RECEIVED' as const) : ('SENT' as const) },
        ...{ amount: index % 2 === 0 ? '2' : '-1.000000001', balanceAfter: `${index + 1}` },
        timestamp: new Date(Date.UTC(2026, 0, 1) + index * 60_000),
      })),
    });
  });
}

function post(path: string, body: unknown, cookie: string, audience = 'PORTAL') {
  return api.app.request(`/files/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      origin: 'http://localhost:3000',
      [requestHeader]: '1',
      [audienceHeader]: audience,
      [tenantHeader]: home.slug,
      'content-type': 'application/json',
      cookie,
    },
  });
}

async function refusal(response: Response | Promise<Response>) {
  const answer = await response;
  const body = (await answer.json()) as { error: { code: string } };
  return [answer.status, body.error.code];
}

describe('a statement as a file', () => {
  test('has every entry once, the newest first, amounts as digits and words as text', async () => {
    const response = await post('statement.csv', { walletId: ada.walletId }, ada.cookie);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-total-rows')).toBe(String(entries));
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines[0]).toContain('"sequence","timestamp","type","amount","balanceAfter"');
    const sequences = lines.slice(1).map((line) => Number(line.split(',')[0]));
    expect(sequences).toEqual(Array.from({ length: entries }, (_, index) => entries - index));
    expect(lines[1]).toContain(',2,2345,');
    expect(lines[2]).toContain(',-1.000000001,2344,');
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
  });

  test('takes the filters of the screen, dates as text', async () => {
    const filter = {
      ...{ walletId: ada.walletId, direction: 'OUT' },
      ...{ from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:10:00.000Z' },
    };
    const response = await post('statement.csv', filter, ada.cookie);
    expect(response.headers.get('x-total-rows')).toBe('5');
  });

  test('is of a wallet that the reader may use, and is noted', async () => {
    const stolen = post('statement.csv', { walletId: ada.walletId }, bela.cookie);
    expect(await refusal(stolen)).toEqual([404, 'entity.not_found']);
    const notes = await withTenant(home.id, () =>
      api.database.client.auditLog.findMany({ where: { action: 'statement.export' } }),
    );
    expect(notes.length).toBeGreaterThan(0);
    for (const { changes } of notes) {
      expect(changes).toMatchObject({ filter: { walletId: ada.walletId } });
    }
  });

  test('of any wallet is for operators who may read wallets', async () => {
    const body = { walletId: ada.walletId };
    const allowed = await post('wallet-statement.csv', body, treasurer, 'CONSOLE');
    expect([allowed.status, allowed.headers.get('x-total-rows')]).toEqual([200, String(entries)]);
    await allowed.text();
    const refused = post('wallet-statement.csv', body, reviewer, 'CONSOLE');
    expect(await refusal(refused)).toEqual([403, 'permission.missing']);
    const portal = post('wallet-statement.csv', body, ada.cookie);
    expect(await refusal(portal)).toEqual([403, 'permission.missing']);
    const unknown = post(
      'wallet-statement.csv',
      { walletId: crypto.randomUUID() },
      treasurer,
      'CONSOLE',
    );
    expect(await refusal(unknown)).toEqual([404, 'entity.not_found']);
  });
});

test('the list of wallets as a file has their holders, and runs nothing', async () => {
  const text = await (await post('wallets.csv', {}, treasurer, 'CONSOLE')).text();
  expect(text).toContain(ada.walletId);
  expect(text).toContain(`"'=cmd|calc"`);
  expect(text).toContain(',0,0,0,');
});
