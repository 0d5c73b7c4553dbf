import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soundMoney, TestMoney } from './money.testing.ts';
import type { TransferRequest } from './transfer-request.ts';

let money: TestMoney;
/** Noon: not at night. */
const noon = new Date('2026-03-10T12:00:00.000Z');

beforeAll(async () => {
  money = await TestMoney.open();
});
beforeEach(() => money.platform.clock.set(noon));
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

function pay(from: Person, to: Person, amount: string, more: Partial<TransferRequest> = {}) {
  return money.post(money.payment(from, to, amount, more));
}

describe('the risk of a transfer', () => {
  const partsOf = async (transferId: string) => {
    const row = await money.in(() =>
      money.db.transactionRiskScore.findFirstOrThrow({ where: { transferId } }),
    );
    return (row.parts as { part: string }[]).map(({ part }) => part);
  };
  /** Somebody who has paid `to` before. */
  const acquainted = async () => {
    const [from, to] = [await money.addPerson('100000'), await money.addPerson()];
    const first = await pay(from, to, '1');
    await money.confirm(first.transferId);
    return { from, to };
  };

  test('is none towards somebody who was paid before', async () => {
    const { from, to } = await acquainted();
    const { transferId, riskScore } = await pay(from, to, '1');
    expect(riskScore).toBe(0);
    expect(await partsOf(transferId)).toEqual([]);
  });

  test('counts a payee who was never paid, and not one saved a day ago', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    expect(await partsOf((await pay(from, to, '1')).transferId)).toEqual(['newPayee']);
    const saved = await money.addPerson();
    await money.in(() =>
      money.db.beneficiary.create({
        data: {
          userId: from.userId,
          walletId: saved.walletId,
          label: 'Known',
          verifiedName: 'Ada',
          verifiedAt: noon,
          createdAt: new Date(noon.getTime() - 24 * 3_600_000),
        },
        select: { id: true },
      }),
    );
    expect(await partsOf((await pay(from, saved, '1')).transferId)).toEqual([]);
    const used = await money.in(() => money.db.beneficiary.findFirstOrThrow());
    expect(used.lastUsedAt).toEqual(noon);
  });

  test('counts a browser that nobody knows, and not one known for a day', async () => {
    const { from, to } = await acquainted();
    const known = Buffer.alloc(32, 5);
    await money.in(() =>
      money.db.trustedDevice.create({
        data: {
          userId: from.userId,
          secretHash: known,
          name: 'Browser',
          expiresAt: new Date(noon.getTime() + 3_600_000),
          createdAt: new Date(noon.getTime() - 24 * 3_600_000),
        },
        select: { id: true },
      }),
    );
    const through = (hash: Buffer) =>
      pay(from, to, '1', {
        sender: { userId: from.userId, organizationId: null, deviceHash: hash.toString('hex') },
      });
    expect(await partsOf((await through(Buffer.alloc(32, 6))).transferId)).toEqual(['newDevice']);
    expect(await partsOf((await through(known)).transferId)).toEqual([]);
  });

  test('counts an amount far above the habit, once there is one', async () => {
    const { from, to } = await acquainted();
    expect(await partsOf((await pay(from, to, '5000')).transferId)).toEqual([]);
    const regular = await acquainted();
    for (let paid = 0; paid < 4; paid += 1) await pay(regular.from, regular.to, '1');
    expect(await partsOf((await pay(regular.from, regular.to, '10')).transferId)).toEqual([]);
    expect(await partsOf((await pay(regular.from, regular.to, '100')).transferId)).toEqual([
      'unusualAmount',
    ]);
  });

  test('counts a payee of another country', async () => {
    await withConnection(money.platform.urls.ownerUrl, (owner) =>
      owner.query(
        `INSERT INTO "Country" ("code", "alpha3", "numericCode", "nameEn", "nameFr")
         VALUES ('FR', 'FRA', '250', 'France', 'France'), ('CM', 'CMR', '120', 'Cameroon', 'Cameroun')`,
      ),
    );
    const from = await money.addPerson('10', { countryCode: 'FR' });
    const to = await money.addPerson('0', { countryCode: 'CM' });
    const home = await money.addPerson('0', { countryCode: 'FR' });
    expect(await partsOf((await pay(from, to, '1')).transferId)).toEqual(['newPayee', 'country']);
    expect(await partsOf((await pay(from, home, '1')).transferId)).toEqual(['newPayee']);
  });

  test('counts the night, UTC', async () => {
    const { from, to } = await acquainted();
    money.platform.clock.set(new Date('2026-03-11T04:59:59.999Z'));
    expect(await partsOf((await pay(from, to, '1')).transferId)).toEqual(['night']);
    money.platform.clock.set(new Date('2026-03-11T05:00:00.000Z'));
    expect(await partsOf((await pay(from, to, '1')).transferId)).toEqual([]);
  });

  test('counts many transfers in 60 minutes', async () => {
    const { from, to } = await acquainted();
    for (let paid = 1; paid < 10; paid += 1) {
      expect(await partsOf((await pay(from, to, '1')).transferId)).toEqual([]);
    }
    expect(await partsOf((await pay(from, to, '1')).transferId)).toEqual(['velocity']);
  });

  test('makes it wait for an operator, or refuses it, from the scores that the tenant set', async () => {
    const risky = await money.neighbour({
      money: { risk: { reviewAt: 10, blockAt: 30, points: { newPayee: 10, night: 20 } } },
    });
    const [from, to] = [await risky.addPerson('100'), await risky.addPerson()];
    const post = () => risky.post(risky.payment(from, to, '10'));
    expect(await post()).toMatchObject({
      outcome: 'HELD',
      riskScore: 10,
      reasons: ['transfer.risk_review'],
    });
    expect(await risky.wallet(from.walletId)).toMatchObject({ balance: '100', held: '10' });
    risky.platform.clock.set(new Date('2026-03-11T01:00:00.000Z'));
    expect(await post()).toMatchObject({
      outcome: 'REJECTED',
      riskScore: 30,
      reasons: ['transfer.risk_blocked'],
    });
    risky.platform.clock.set(noon);
    expect(await risky.faults()).toEqual(soundMoney);
  });
});
