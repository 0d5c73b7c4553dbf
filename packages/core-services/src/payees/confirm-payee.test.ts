import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { newId, TestMoney } from '../money/money.testing.ts';
import { confirmPayee } from './confirm-payee.ts';

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

let money: TestMoney;
let away: TestMoney;
let sender: Person;
let payee: Person;
let phone: string;

beforeAll(async () => {
  money = await TestMoney.open();
  away = await money.neighbour();
});
afterAll(() => money.close());
beforeEach(async () => {
  sender = await money.addPerson();
  payee = await money.addPerson('0', { name: 'Ada' });
  phone = `+4178${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
  await money.in(() =>
    money.db.user.updateMany({
      where: { id: payee.userId },
      data: { phone, phoneVerified: true },
    }),
  );
});

const refused = (code: string) => expect.objectContaining({ code });
const nobody = { match: 'NO_MATCH' };
let network = 0;

/** From a network of its own each time, unless said otherwise. */
function confirm(address: string, name: string, by = sender, more: Partial<ServiceContext> = {}) {
  network += 1;
  const ip = `192.0.${Math.floor(network / 250)}.${(network % 250) + 1}`;
  const ctx = money.as(by.actor, { request: { id: 'test', ip, userAgent: null }, ...more });
  return money.in(() => confirmPayee({ ctx, input: { address, name } }));
}

const emailOf = ({ userId }: Person) => `${userId}@people.test`;

describe('a payee', () => {
  test.each([
    ['e-mail address', () => emailOf(payee).toUpperCase()],
    ['phone number', () => phone.replace('+41', '+41 ')],
    ['wallet', () => payee.walletId],
  ])('is confirmed by %s and name', async (_, address) => {
    await expect(confirm(address(), 'ada byron')).resolves.toEqual({
      ...{ match: 'MATCH', walletId: payee.walletId, walletKind: 'PERSONAL' },
      ...{ name: 'Ada Byron', beneficiaryId: null },
    });
    await expect(confirm(address(), 'A. Byron')).resolves.toMatchObject({
      ...{ match: 'CLOSE', name: 'Ada Byron' },
    });
    await expect(confirm(address(), 'Charles Babbage')).resolves.toEqual(nobody);
  });

  test('that does not exist is told apart from a wrong name by nothing', async () => {
    const answers = await Promise.all([
      confirm(emailOf(payee), 'Charles Babbage'),
      confirm('nobody@people.test', 'Charles Babbage'),
      confirm(newId(), 'Charles Babbage'),
      confirm('+41780000000', 'Charles Babbage'),
    ]);
    expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
      Array.from({ length: 4 }, () => JSON.stringify(nobody)),
    );
  });

  test.each<[string, object]>([
    ['is closed', { status: 'CLOSED' }],
    ['is deleted', { deletedAt: new Date() }],
    ['is not yet active', { status: 'PENDING_ADMIN_APPROVAL' }],
  ])('that %s is nobody', async (_, data) => {
    await money.in(() => money.db.user.updateMany({ where: { id: payee.userId }, data }));
    await expect(confirm(emailOf(payee), 'Ada Byron')).resolves.toEqual(nobody);
    await expect(confirm(payee.walletId, 'Ada Byron')).resolves.toEqual(nobody);
  });

  test('is not found by a number that nobody proved', async () => {
    await money.in(() =>
      money.db.user.updateMany({ where: { id: payee.userId }, data: { phoneVerified: false } }),
    );
    await expect(confirm(phone, 'Ada Byron')).resolves.toEqual(nobody);
  });

  test('may be an organization, by its wallet', async () => {
    const { walletId, organizationId } = await money.addOrganization();
    await money.in(() =>
      money.db.organization.updateMany({
        where: { id: organizationId },
        data: { name: 'Analytical Engines Ltd' },
      }),
    );
    await expect(confirm(walletId, 'Analytical Engines')).resolves.toMatchObject({
      ...{ match: 'MATCH', walletKind: 'ORGANIZATION', name: 'Analytical Engines Ltd' },
    });
  });

  test('is never one of the tenant’s own wallets, and never of another tenant', async () => {
    await money.fund(sender.walletId, '1');
    const [treasury] = await money.in(() =>
      money.db.wallet.findMany({ where: { kind: 'TREASURY' }, select: { id: true, name: true } }),
    );
    await expect(confirm(treasury!.id, treasury!.name)).resolves.toEqual(nobody);
    const stranger = await away.addPerson('0', { name: 'Ada' });
    await expect(confirm(stranger.walletId, 'Ada Byron')).resolves.toEqual(nobody);
    await expect(confirm(emailOf(stranger), 'Ada Byron')).resolves.toEqual(nobody);
  });

  test('needs an address of some kind', async () => {
    await expect(confirm('the tall one', 'Ada Byron')).rejects.toEqual(
      refused('payee.address_invalid'),
    );
  });
});

describe('gathering names', () => {
  test('stops at one address after five wrong names; the right one costs nothing', async () => {
    for (let count = 0; count < 8; count += 1) {
      await expect(confirm(emailOf(payee), 'Ada Byron')).resolves.toMatchObject({ match: 'MATCH' });
    }
    for (let count = 0; count < 5; count += 1) {
      await expect(confirm(emailOf(payee), `Guess ${count}`)).resolves.toEqual(nobody);
    }
    await expect(confirm(emailOf(payee), 'Ada Byron')).rejects.toMatchObject({
      code: 'payee.limit',
      params: { retryAfterSeconds: expect.any(Number) as number },
    });
    // Somebody else, and another address, are not held up by it.
    const other = await money.addPerson();
    await expect(confirm(emailOf(payee), 'Ada Byron', other)).resolves.toMatchObject({
      match: 'MATCH',
    });
    await expect(confirm(phone, 'Ada Byron')).resolves.toMatchObject({ match: 'MATCH' });
  });

  test('stops for one person after 30 in an hour, however many ask at once', async () => {
    const { clock } = money.platform;
    clock.set(new Date(Math.ceil(clock().getTime() / 86_400_000 + 1) * 86_400_000));
    const asks = Array.from({ length: 60 }, (_, index) =>
      confirm(`nobody-${index}@people.test`, 'Ada Byron'),
    );
    const answers = await Promise.allSettled(asks);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refused('payee.limit'));
    }
    clock.moveBy(60 * 60_000);
    await expect(confirm(phone, 'Ada Byron')).resolves.toMatchObject({ match: 'MATCH' });
  });

  test('stops for a network, whoever asks from it', async () => {
    const request = { id: 'test', ip: '198.51.100.200', userAgent: null };
    const people = await Promise.all(Array.from({ length: 11 }, () => money.addPerson()));
    const asks: Promise<unknown>[] = [];
    for (const [index, person] of people.entries()) {
      for (let count = 0; count < 29; count += 1) {
        asks.push(confirm(`n${index}-${count}@people.test`, 'Ada Byron', person, { request }));
      }
    }
    const answers = await Promise.allSettled(asks);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(300);
    await expect(confirm(phone, 'Ada Byron', sender, { request })).rejects.toEqual(
      refused('rate.limited'),
    );
  });

  test('leaves no address in the table of budgets', async () => {
    await confirm(emailOf(payee), 'Ada Byron');
    const rows = await money.in(() => money.db.usageBudget.findMany());
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(payee.userId);
  });
});
