import { StatementInput, type StatementFilter } from '@freehold/core-contracts/wallets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Actor } from '../context.ts';
import { newId, TestMoney } from '../money/money.testing.ts';
import { readEntries } from './statement-entries.ts';
import { getStatement, getUsableStatement } from './get-statement.ts';
import { getUsableWalletChart, getWalletChart } from './get-wallet-chart.ts';

const dayMs = 86_400_000;
const today = new Date('2026-03-20T09:00:00Z');
let money: TestMoney;
let away: TestMoney;
let ada: Awaited<ReturnType<TestMoney['addPerson']>>;
let bela: Awaited<ReturnType<TestMoney['addPerson']>>;

beforeAll(async () => {
  money = await TestMoney.open();
  away = await money.neighbour();
  money.platform.clock.set(new Date(today.getTime() - 10 * dayMs));
  ada = await money.addPerson('100.000000001', { name: 'Ada' });
  bela = await money.addPerson('0', { name: 'Bela' });
  // One a day for eight days, the last two on one day: 1, 2, 3, …
  for (const amount of [1, 2, 3, 4, 5, 6, 7, 8]) {
    if (amount < 8) money.platform.clock.moveBy(dayMs);
    await send(ada.walletId, bela.walletId, `${amount}.5`, `Rent ${amount}`);
  }
  await send(bela.walletId, ada.walletId, '0.000000001', null);
  money.platform.clock.set(today);
});
afterAll(() => money.close());

async function send(from: string, to: string, amount: string, reference: string | null) {
  const request = money.request({
    ...{ fromWalletId: from, reference },
    legs: [{ toWalletId: to, amount }],
  });
  await money.post(request);
  await money.confirm(request.transferId);
  return request.transferId;
}

function read(input: z.input<typeof StatementInput>, actor: Actor = ada.actor) {
  const ctx = money.as(actor);
  return money.in(() => getUsableStatement({ ctx, input: StatementInput.parse(input) }));
}

const refused = (code: string) => expect.objectContaining({ code });

describe('a statement', () => {
  test('shows the newest first, each with what the balance was after it', async () => {
    const { items, nextCursor, currencyCode } = await read({ walletId: ada.walletId });
    expect([items.length, nextCursor, currencyCode]).toEqual([10, null, 'GX']);
    expect(items.map(({ sequence }) => Number(sequence))).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(items.slice(0, 3)).toMatchObject([
      {
        type: 'RECEIVED',
        amount: '0.000000001',
        balanceAfter: '60.000000002',
        counterparty: { walletId: bela.walletId, name: 'Bela Byron', label: null },
        transferKind: 'TRANSFER',
        transferStatus: 'CONFIRMED',
      },
      { type: 'SENT', amount: '-8.5', balanceAfter: '60.000000001', reference: 'Rent 8' },
      { type: 'SENT', amount: '-7.5', balanceAfter: '68.500000001' },
    ]);
    expect(items.at(-1)).toMatchObject({ type: 'MINT', counterparty: { kind: 'TREASURY' } });
  });

  test('goes on where a stretch ended, without a gap, a repetition, or what came meanwhile', async () => {
    const carla = await money.addPerson('50', { name: 'Carla' });
    for (let count = 0; count < 6; count += 1) await send(carla.walletId, bela.walletId, '1', null);
    const seen: number[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const part = await read(
        { walletId: carla.walletId, limit: 2, ...(cursor === null ? {} : { cursor }) },
        carla.actor,
      );
      seen.push(...part.items.map(({ sequence }) => Number(sequence)));
      cursor = part.nextCursor;
      await send(carla.walletId, bela.walletId, '1', null);
    }
    expect([seen, cursor]).toEqual([[7, 6, 5, 4, 3, 2, 1], null]);
  });

  test('takes no cursor of another wallet, and none that was changed', async () => {
    const { nextCursor } = await read({ walletId: ada.walletId, limit: 1 });
    const cursor = nextCursor ?? '';
    await expect(read({ walletId: bela.walletId, cursor }, bela.actor)).rejects.toEqual(
      refused('cursor.invalid'),
    );
    const [, tag = ''] = cursor.split('.');
    const forged = `${Buffer.from('3').toString('base64url')}.${tag}`;
    await expect(read({ walletId: ada.walletId, cursor: forged })).rejects.toEqual(
      refused('cursor.invalid'),
    );
  });

  test.each<[string, Partial<StatementFilter>, number[]]>([
    ['of a type', { type: ['MINT', 'RECEIVED'] }, [10, 1]],
    ['that came in', { direction: 'IN' }, [10, 1]],
    ['that went out', { direction: 'OUT' }, [9, 8, 7, 6, 5, 4, 3, 2]],
    ['of at least an amount, whatever its sign', { minimumAmount: '7.5' }, [9, 8, 1]],
    ['of at most an amount, whatever its sign', { maximumAmount: '2.5' }, [10, 3, 2]],
    ['between two amounts', { minimumAmount: '2.500000001', maximumAmount: '4.5' }, [5, 4]],
    [
      'from a moment on and before another',
      {
        from: new Date(today.getTime() - 9 * dayMs),
        to: new Date(today.getTime() - 7 * dayMs),
      },
      [3, 2],
    ],
  ])('has the entries %s', async (_, filter, sequences) => {
    // With a time and without one they are found in two ways.
    for (const from of [undefined, filter.from ?? new Date(0)]) {
      if (from === undefined && filter.from !== undefined) continue;
      const { items } = await read({ walletId: ada.walletId, ...filter, ...(from && { from }) });
      expect(items.map(({ sequence }) => Number(sequence))).toEqual(sequences);
    }
  });

  test('has the entries with one counterparty, by the name their reader gave it', async () => {
    const dora = await money.addPerson('20', { name: 'Dora' });
    await send(dora.walletId, ada.walletId, '1', null);
    await send(dora.walletId, bela.walletId, '2', null);
    await money.in(() =>
      money.db.beneficiary.create({
        data: {
          ...{ userId: dora.userId, walletId: bela.walletId, label: 'Landlord' },
          ...{ verifiedName: 'Bela Byron', verifiedAt: today },
        },
      }),
    );
    const input = { walletId: dora.walletId, counterpartyId: bela.walletId };
    for (const time of [{}, { from: new Date(0) }]) {
      const { items } = await read({ ...input, ...time }, dora.actor);
      expect(items).toMatchObject([{ amount: '-2', counterparty: { label: 'Landlord' } }]);
    }
    // What one person calls a wallet is nobody else's to read.
    const { items: others } = await read({ walletId: ada.walletId });
    expect(others.every((entry) => entry.counterparty?.label === null)).toBe(true);
    await money.in(() => money.db.beneficiary.deleteMany());
  });

  test('in batches of any size has the same rows', async () => {
    const filter = { walletId: ada.walletId };
    const ctx = money.as(ada.actor);
    const limit = 100;
    const whole = await money.in(() => readEntries(ctx, filter, { before: null, limit }));
    const all = whole.entries.map(({ sequence }) => sequence);
    expect(whole.next).toBeNull();
    for (const from of [undefined, new Date(0)]) {
      for (const limit of [1, 3, 4]) {
        expect(await readInParts({ ...filter, ...(from && { from }) }, limit)).toEqual(all);
      }
    }
  });
});

/** The numbers of a wallet's entries, read `limit` at a time. */
async function readInParts(filter: StatementFilter, limit: number): Promise<bigint[]> {
  const ctx = money.as(ada.actor);
  const parts: bigint[] = [];
  for (let before: bigint | null = null; ;) {
    const { entries, next } = await money.in(() => readEntries(ctx, filter, { before, limit }));
    parts.push(...entries.map(({ sequence }) => sequence));
    if (next === null) return parts;
    before = next;
  }
}

describe('the chart', () => {
  test('has every day, and its closing balances end where the wallet is', async () => {
    const ctx = money.as(ada.actor);
    const input = { walletId: ada.walletId, days: 12 };
    const { days } = await money.in(() => getUsableWalletChart({ ctx, input }));
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 12 }, (_, index) =>
        new Date(today.getTime() - (11 - index) * dayMs).toISOString().slice(0, 10),
      ),
    );
    expect(days[0]).toEqual({
      ...{ day: '2026-03-09', received: '0', sent: '0' },
      ...{ closingBalance: '0', entryCount: 0 },
    });
    expect(days[1]).toMatchObject({ received: '100.000000001', closingBalance: '100.000000001' });
    const { balance } = await money.wallet(ada.walletId);
    expect(days.at(-1)).toMatchObject({ sent: '0', closingBalance: balance });
    const byHand = days.reduce((sum, { sent }) => sum + Number(sent), 0);
    expect(byHand).toBe(40);
  });

  test('of a wallet older than its days begins with what was there', async () => {
    const ctx = money.as(ada.actor);
    const { days } = await money.in(() =>
      getUsableWalletChart({ ctx, input: { walletId: ada.walletId, days: 7 } }),
    );
    const { items } = await read({ walletId: ada.walletId });
    for (const { day, closingBalance } of days) {
      const last = items.find(({ timestamp }) => timestamp.toISOString().slice(0, 10) <= day);
      expect([day, closingBalance]).toEqual([day, last?.balanceAfter]);
    }
  });
});

describe('a stranger', () => {
  test.each(['statement', 'chart'])('is told that there is no such wallet: %s', async (what) => {
    const walletId = ada.walletId;
    const ctx = money.as(bela.actor);
    const call = (): Promise<unknown> =>
      what === 'chart'
        ? getUsableWalletChart({ ctx, input: { walletId, days: 7 } })
        : getUsableStatement({ ctx, input: StatementInput.parse({ walletId }) });
    await expect(money.in(call)).rejects.toEqual(refused('entity.not_found'));
  });

  test('of another tenant finds nothing, not even as an operator', async () => {
    const ctx = away.as({
      ...{ kind: 'OPERATOR', userId: newId(), homeTenantId: away.tenant.id },
      ...{ role: 'ADMIN', name: 'Mira' },
    });
    const { walletId } = ada;
    const input = { walletId, days: 7 };
    await expect(
      away.in(() => getStatement({ ctx, input: StatementInput.parse({ walletId }) })),
    ).rejects.toEqual(refused('entity.not_found'));
    await expect(away.in(() => getWalletChart({ ctx, input }))).rejects.toEqual(
      refused('entity.not_found'),
    );
  });
});
