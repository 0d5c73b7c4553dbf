import { inTransaction } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { untilBlocked } from '@freehold/core-db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeWallets } from '../organizations/wallets.ts';
import type { Actor, ServiceTenant } from '../context.ts';
import { inScope } from '../testing/index.ts';
import { soundMoney, TestMoney } from './money.testing.ts';
import { postTransfers } from './post-transfers.ts';
import { operator } from './transfer-verbs.testing.ts';

let money: TestMoney;
const noon = new Date('2026-03-10T12:00:00.000Z');

beforeAll(async () => {
  money = await TestMoney.open();
});
beforeEach(() => money.platform.clock.set(noon));
afterAll(() => money.close());

const pay: TestMoney['payment'] = (...given) => money.payment(...given);

const whenBlocked = () => untilBlocked(money.platform.urls.ownerUrl);

test('a call of yesterday that comes late leaves what was used today', async () => {
  const [from, to] = [await money.addPerson('1000'), await money.addPerson()];
  await money.in(() =>
    money.db.transactionLimit.create({
      data: { scope: 'USER', scopeKey: from.userId, maxPerDay: '100', maxPerMonth: '150' },
    }),
  );
  const outcomes: string[] = [];
  for (const [at, amount] of [
    ['2026-04-01T00:00:01.000Z', '99'],
    ['2026-03-31T23:59:59.000Z', '1'],
    ['2026-04-01T00:00:02.000Z', '1'],
    ['2026-04-02T00:00:00.000Z', '50'],
    ['2026-04-02T00:00:01.000Z', '1'],
  ] as const) {
    money.platform.clock.set(new Date(at));
    const { outcome, reasons } = await money.post(pay(from, to, amount));
    outcomes.push([outcome, ...reasons].join(' '));
  }
  expect(outcomes).toEqual([
    ...['ACCEPTED', 'ACCEPTED', 'REJECTED transfer.limit_day_amount', 'ACCEPTED'],
    'REJECTED transfer.limit_month_amount',
  ]);
});

test('what failed takes nothing from the usage of a later day or month', async () => {
  const [from, to] = [await money.addPerson('100'), await money.addPerson()];
  const sent = [];
  for (const [at, amount] of [
    ['2026-03-31T12:00:00.000Z', '1'],
    ['2026-04-01T12:00:00.000Z', '2'],
    ['2026-04-02T12:00:00.000Z', '4'],
    ['2026-04-02T12:00:01.000Z', '8'],
  ] as const) {
    money.platform.clock.set(new Date(at));
    sent.push(await money.post(pay(from, to, amount)));
  }
  const left: string[] = [];
  for (const { transferId } of sent) {
    await money.refuse(transferId);
    const { dayAmount, dayCount, monthAmount, monthCount } = await money.in(() =>
      money.db.transferUsage.findFirstOrThrow({ where: { ownerId: from.userId } }),
    );
    left.push(`${dayAmount.toFixed()} in ${dayCount}, ${monthAmount.toFixed()} in ${monthCount}`);
  }
  expect(left).toEqual([
    ...['12 in 2, 14 in 3', '12 in 2, 12 in 2'],
    ...['8 in 1, 8 in 1', '0 in 0, 0 in 0'],
  ]);
});

test('a night that begins before midnight ends after it', async () => {
  const { settings } = money.tenant;
  const risk = { ...settings.money.risk, nightFrom: 22, nightUntil: 5 };
  const tenant: ServiceTenant = {
    ...money.tenant,
    settings: { ...settings, money: { ...settings.money, risk } },
  };
  const nights: boolean[] = [];
  for (const hour of ['21', '22', '23', '00', '04', '05']) {
    const [from, to] = [await money.addPerson('10'), await money.addPerson()];
    const ctx = money.as(undefined, { tenant, clock: () => new Date(`2026-03-10T${hour}:30:00Z`) });
    const request = pay(from, to);
    await inScope(ctx, () => postTransfers(ctx.db, ctx, [request], { audit: null }));
    const { parts } = await money.in(() =>
      money.db.transactionRiskScore.findFirstOrThrow({ where: { transferId: request.transferId } }),
    );
    nights.push(JSON.stringify(parts).includes('night'));
  }
  expect(nights).toEqual([false, true, true, true, true, false]);
});

test('the browser of whoever sends for an organization is known as theirs', async () => {
  const person = await money.addPerson();
  const to = await money.addPerson();
  const { organizationId, walletId } = await money.addOrganization('100');
  const secretHash = Buffer.alloc(32, 5);
  await money.in(() =>
    money.db.trustedDevice.create({
      data: {
        ...{ userId: person.userId, secretHash, name: 'A browser' },
        ...{ createdAt: new Date(noon.getTime() - 2 * 86_400_000) },
        ...{ expiresAt: new Date(noon.getTime() + 86_400_000) },
      },
    }),
  );
  const send = async (deviceHash: string, actor: Actor = person.actor) => {
    const request = money.request({
      fromWalletId: walletId,
      legs: [{ toWalletId: to.walletId, amount: '1' }],
      sender: { userId: null, organizationId, deviceHash },
    });
    const ctx = money.as(actor);
    await inScope(ctx, () => postTransfers(ctx.db, ctx, [request], { audit: null }));
    const { parts } = await money.in(() =>
      money.db.transactionRiskScore.findFirstOrThrow({ where: { transferId: request.transferId } }),
    );
    return JSON.stringify(parts).includes('newDevice');
  };
  expect(await send(secretHash.toString('hex'))).toBe(false);
  expect(await send('00'.repeat(32))).toBe(true);
  // Somebody of the staff sends as themselves, from the same account.
  const { userId } = person;
  const staff = { ...operator, userId, homeTenantId: money.tenant.id };
  expect(await send(secretHash.toString('hex'), staff)).toBe(false);
  expect(await send('00'.repeat(32), staff)).toBe(true);
  expect(await send(secretHash.toString('hex'), { ...staff, userId: to.userId })).toBe(true);
});

test('nothing is sent to a wallet that is being closed', async () => {
  const [from, to] = [await money.addPerson('100'), await money.addPerson()];
  const [verdict] = await withConnection(money.platform.urls.ownerUrl, async (closer) => {
    await closer.query('BEGIN');
    await closer.query('SELECT FROM "Wallet" WHERE "id" = $1 FOR UPDATE', [to.walletId]);
    await closer.query('UPDATE "Wallet" SET "deletedAt" = now() WHERE "id" = $1', [to.walletId]);
    const posted = money.postAll([pay(from, to)]);
    await whenBlocked();
    await closer.query('COMMIT');
    return posted;
  });
  expect(verdict).toMatchObject({ outcome: 'REJECTED', reasons: ['wallet.receiver_closed'] });
  expect(await money.faults()).toEqual(soundMoney);
});

test('a wallet is not closed while something is being sent to it', async () => {
  const from = await money.addPerson('100');
  const { walletId } = await money.addOrganization();
  const ctx = money.as();
  const isPosted = Promise.withResolvers<void>();
  const [, isClosed] = await Promise.all([
    money.in(() =>
      inTransaction(ctx.db, async (tx) => {
        await postTransfers(tx, ctx, [pay(from, { walletId })], { audit: null });
        isPosted.resolve();
        await whenBlocked();
      }),
    ),
    money.in(async () => {
      await isPosted.promise;
      return inTransaction(ctx.db, (tx) => closeWallets(tx, { id: walletId }, noon));
    }),
  ]);
  expect(isClosed).toBe(false);
});
