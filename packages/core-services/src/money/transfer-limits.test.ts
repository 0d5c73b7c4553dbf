import type { Prisma } from '@freehold/core-db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soundMoney, TestMoney } from './money.testing.ts';

let money: TestMoney;
/** Noon: not at night. */
const noon = new Date('2026-03-10T12:00:00.000Z');

beforeAll(async () => {
  money = await TestMoney.open();
});
beforeEach(() => money.platform.clock.set(noon));
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;
function pay(from: Person, to: Person, amount: string) {
  return money.post(money.payment(from, to, amount));
}

function limit(
  scope: 'TENANT' | 'ROLE' | 'TIER' | 'USER' | 'ORGANIZATION',
  scopeKey: string,
  data: Omit<Prisma.TransactionLimitUncheckedCreateInput, 'scope' | 'scopeKey'>,
) {
  return money.in(() =>
    money.db.transactionLimit.create({ data: { scope, scopeKey, ...data }, select: { id: true } }),
  );
}

describe('a limit of a person', () => {
  test.each([
    ['per transfer', { maxPerTransfer: '10' }, ['10', '10.000000001'], 'limit_per_transfer'],
    ['of the day', { maxPerDay: '10' }, ['6', '4', '0.000000001'], 'limit_day_amount'],
    ['of the month', { maxPerMonth: '10' }, ['10', '0.000000001'], 'limit_month_amount'],
    ['of transfers a day', { maxCountPerDay: 2 }, ['1', '1', '1'], 'limit_day_count'],
    ['of transfers a month', { maxCountPerMonth: 1 }, ['1', '1'], 'limit_month_count'],
    ['of transfers in 60 minutes', { maxCountPerHour: 2 }, ['1', '1', '1'], 'limit_hour_count'],
  ])('%s lets through what is within it, and nothing more', async (_, data, amounts, reason) => {
    const from = await money.addPerson('100');
    const to = await money.addPerson();
    await limit('USER', from.userId, data);
    const outcomes: string[] = [];
    for (const amount of amounts) {
      const { outcome, reasons } = await pay(from, to, amount);
      outcomes.push(outcome === 'ACCEPTED' ? outcome : reasons.join());
    }
    expect(outcomes).toEqual([...amounts.slice(1).map(() => 'ACCEPTED'), `transfer.${reason}`]);
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('of the day holds inside one batch too', async () => {
    const from = await money.addPerson('100');
    const to = await money.addPerson();
    await limit('USER', from.userId, { maxPerDay: '25' });
    const verdicts = await money.postAll(
      Array.from({ length: 4 }, () => money.payment(from, to, '10')),
    );
    expect(verdicts.map(({ outcome }) => outcome)).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'REJECTED',
      'REJECTED',
    ]);
  });

  test('runs anew with the day, the month and the hour', async () => {
    const from = await money.addPerson('1000');
    const to = await money.addPerson();
    await limit('USER', from.userId, { maxPerDay: '10', maxPerMonth: '25', maxCountPerHour: 1 });
    const { clock } = money.platform;
    const at = async (time: string, amount: string) => {
      clock.set(new Date(time));
      const { outcome, reasons } = await pay(from, to, amount);
      return outcome === 'ACCEPTED' ? outcome : reasons.join();
    };
    expect(await at('2026-03-30T10:00:00.000Z', '10')).toBe('ACCEPTED');
    expect(await at('2026-03-30T23:59:59.999Z', '1')).toBe('transfer.limit_day_amount');
    expect(await at('2026-03-31T00:00:00.000Z', '10')).toBe('ACCEPTED');
    expect(await at('2026-03-31T00:59:59.999Z', '1')).toContain('transfer.limit_hour_count');
    expect(await at('2026-03-31T01:00:00.000Z', '1')).toBe('transfer.limit_day_amount');
    expect(await at('2026-04-01T00:00:00.000Z', '10')).toBe('ACCEPTED');
  });
});

test('the narrowest scope that says something counts, field by field', async () => {
  const from = await money.addPerson('1000');
  const to = await money.addPerson();
  const other = await money.addPerson('1000');
  const tenant = await limit('TENANT', '', { maxPerTransfer: '5', maxCountPerDay: 3 });
  const role = await limit('ROLE', 'USER', { maxPerTransfer: '50' });
  await limit('USER', from.userId, { maxPerTransfer: '100' });
  expect(await pay(from, to, '100')).toMatchObject({ outcome: 'ACCEPTED' });
  expect(await pay(other, to, '100')).toMatchObject({ reasons: ['transfer.limit_per_transfer'] });
  expect(await pay(other, to, '50')).toMatchObject({ outcome: 'ACCEPTED' });
  expect(await pay(from, to, '1')).toMatchObject({ outcome: 'ACCEPTED' });
  expect(await pay(from, to, '1')).toMatchObject({ outcome: 'ACCEPTED' });
  // The person's own limit says nothing about a count: the tenant's does.
  expect(await pay(from, to, '1')).toMatchObject({ reasons: ['transfer.limit_day_count'] });
  await money.in(() =>
    money.db.transactionLimit.deleteMany({ where: { id: { in: [tenant.id, role.id] } } }),
  );
});

test('the limits of an organization and of its tier hold for what it sends', async () => {
  const { organizationId, walletId } = await money.addOrganization('100');
  const to = await money.addPerson();
  const send = (amount: string) =>
    money.post(
      money.request({
        fromWalletId: walletId,
        legs: [{ toWalletId: to.walletId, amount }],
        sender: { userId: null, organizationId, deviceHash: null },
      }),
    );
  const tier = await limit('TIER', 'FREE', { maxPerTransfer: '10' });
  expect(await send('11')).toMatchObject({ reasons: ['transfer.limit_per_transfer'] });
  await limit('ORGANIZATION', organizationId, { maxPerTransfer: '20' });
  expect(await send('11')).toMatchObject({ outcome: 'ACCEPTED' });
  await money.in(() => money.db.transactionLimit.deleteMany({ where: { id: tier.id } }));
});

test('only its holder sends from a wallet', async () => {
  const [from, other] = [await money.addPerson('10'), await money.addPerson()];
  const organization = await money.addOrganization('10');
  const post = (fromWalletId: string, userId: string | null, organizationId: string | null) =>
    money.post(
      money.request({
        fromWalletId,
        legs: [{ toWalletId: other.walletId, amount: '1' }],
        sender: { userId, organizationId, deviceHash: null },
      }),
    );
  const { organizationId, walletId } = organization;
  expect(await post(from.walletId, other.userId, null)).toMatchObject({ outcome: 'REFUSED' });
  expect(await post(from.walletId, null, organizationId)).toMatchObject({ outcome: 'REFUSED' });
  expect(await post(walletId, from.userId, null)).toMatchObject({ outcome: 'REFUSED' });
  expect(await post(walletId, from.userId, organizationId)).toMatchObject({ outcome: 'ACCEPTED' });
  expect(await money.wallet(from.walletId)).toMatchObject({ balance: '10' });
});
