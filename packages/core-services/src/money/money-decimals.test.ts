import { Amount } from '@freehold/core-contracts/amounts';
import { EffectiveLimit } from '@freehold/core-contracts/limits';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getEffectiveLimits } from '../limits/effective-limits.ts';
import { fromUnits, toUnits } from './amount-units.ts';
import { soundMoney, TestMoney } from './money.testing.ts';
import { transferFee } from './transfer-fee.ts';

let money: TestMoney;

beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

const most = '999999999999999999999999999.999999999';

test('36 digits go from hand to hand and not one of them is lost', async () => {
  const [from, to] = [await money.addPerson(most), await money.addPerson()];
  const units = fc.bigInt({ min: 1n, max: toUnits(most) / 20n });
  let [sent, paid] = [0n, 0n];
  await fc.assert(
    fc.asyncProperty(units, fc.bigInt({ min: 0n, max: 10n ** 12n }), async (amount, fee) => {
      const request = money.request({
        fromWalletId: from.walletId,
        legs: [{ toWalletId: to.walletId, amount: fromUnits(amount) }],
        fee: fromUnits(fee),
      });
      const { outcome } = await money.post(request);
      const left = toUnits(most) - sent;
      expect(outcome).toBe(left >= amount + fee ? 'ACCEPTED' : 'REJECTED');
      if (outcome !== 'ACCEPTED') return;
      await money.confirm(request.transferId);
      sent += amount + fee;
      paid += amount;
      expect(await money.wallet(from.walletId)).toMatchObject({
        balance: fromUnits(toUnits(most) - sent),
      });
      expect(await money.wallet(to.walletId)).toMatchObject({ balance: fromUnits(paid) });
    }),
    { numRuns: 40 },
  );
  expect(await money.faults()).toEqual(soundMoney);
});

test('a sum of a month may be longer than any amount', async () => {
  const own = await TestMoney.open();
  const [one, other] = [await own.addPerson(`4${'0'.repeat(26)}`), await own.addPerson()];
  const amount = `3${'0'.repeat(26)}`;
  for (let turn = 0; turn < 8; turn += 1) {
    const [from, to] = turn % 2 === 0 ? [one, other] : [other, one];
    const payment = own.payment(from, to, amount);
    expect((await own.post(payment)).outcome).toBe('ACCEPTED');
    await own.confirm(payment.transferId);
  }
  const ctx = own.as();
  const { limits } = await own.in(() => getEffectiveLimits({ ctx, input: { userId: one.userId } }));
  const used = limits.find(({ field }) => field === 'maxPerMonth')?.used;
  expect(EffectiveLimit.shape.used.parse(used)).toBe(`12${'0'.repeat(26)}`);
  expect(await own.faults()).toEqual(soundMoney);
  await own.close();
});

test('a fee is what its parts say, half to even, and never outside its bounds', () => {
  const settings = { flat: '0.1', rate: '0.015', minimum: '0.5', maximum: '10' };
  expect(transferFee(settings, '100')).toBe('1.6');
  expect(transferFee(settings, '1')).toBe('0.5');
  expect(transferFee(settings, most)).toBe('10');
  const open = { flat: '0', rate: '0.5', minimum: '0', maximum: null };
  expect(transferFee(open, '0.000000001')).toBe('0');
  expect(transferFee(open, '0.000000003')).toBe('0.000000002');
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: toUnits(most) }),
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      (amount, rate) => {
        const fee = toUnits(transferFee({ ...open, rate: fromUnits(rate) }, fromUnits(amount)));
        const error = fee * 10n ** 9n - amount * rate;
        return (error < 0n ? -error : error) * 2n <= 10n ** 9n;
      },
    ),
  );
});

test.each(['1.0000000001', '0', '-1', '1e3', '', '1000000000000000000000000000', 'NaN', ' '])(
  'the text "%s" is no amount',
  (text) => {
    expect(Amount.safeParse(text).success).toBe(false);
  },
);

test('the database refuses a tenth place instead of rounding it', async () => {
  // Where not everything is issued that can be.
  const house = await money.neighbour();
  const [from, to] = [await house.addPerson('10'), await house.addPerson()];
  const post = (amount: string, fee: string) =>
    house.post(
      house.request({
        fromWalletId: from.walletId,
        legs: [{ toWalletId: to.walletId, amount }],
        fee,
      }),
    );
  await expect(post('1.0000000001', '0')).rejects.toThrow();
  await expect(post('1', '0.0000000001')).rejects.toThrow();
  await expect(post('-1', '0')).rejects.toThrow();
  await expect(post('1', '-0.5')).rejects.toThrow();
  expect(await house.wallet(from.walletId)).toEqual({ balance: '10', held: '0', entries: 1 });
});
