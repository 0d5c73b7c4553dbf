import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestConsole } from '../../approvals/console.testing.ts';
import { TestTreasury } from '../../treasury/treasury.testing.ts';
import { checkMoney } from './check-money.ts';

let world: TestConsole;
beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());

const check = (bank: TestTreasury, limit: number) =>
  bank.bySystem((ctx) => checkMoney({ ctx, options: { limit } }));

/** A tenant where money was issued, sent, refused and waits. */
async function busyBank() {
  const bank = await TestTreasury.in(world);
  const wallets = [await bank.addWallet(), await bank.addWallet(), await bank.addWallet()];
  const [first = '', second = '', third = ''] = wallets;
  await bank.issue(wallets.map((walletId) => ({ walletId, amount: '100' })));
  for (let index = 0; index < 4; index += 1) await bank.send(first, second, '5.000000001');
  await bank.carryOut();
  await bank.send(second, third, '7');
  await bank.bySystem((ctx) => bank.submit(ctx));
  await bank.send(third, first, '11');
  return { bank, first, second, third };
}

test('sound money is sound, whatever is under way and however small the steps are', async () => {
  const { bank } = await busyBank();
  for (const limit of [1, 2, 3, 1_000]) {
    const verdicts = await check(bank, limit);
    expect(verdicts.map(({ name, checkedCount, broken }) => [name, checkedCount, broken])).toEqual([
      ['transfers', 7, null],
      ['entries', 28, null],
      ['wallets', 41, null],
      ['issued', 41, null],
      ['ledger', 41, null],
    ]);
  }
});

test('nothing at all is sound as well', async () => {
  const bank = await TestTreasury.in(world);
  expect((await check(bank, 10)).filter(({ broken }) => broken !== null)).toEqual([]);
});

describe('the first row is named where somebody', () => {
  const lastEntry = `(SELECT max("sequence") FROM "Transaction" WHERE "walletId" = $1)`;
  test.each([
    [
      'changed an entry',
      `UPDATE "Transaction" SET "amount" = "amount" - 1 WHERE "walletId" = $1 AND "sequence" = 2`,
      { transfers: /its entries sum to -1$/u, entries: /should be 93\.999999999$/u },
    ],
    [
      'changed the balance of an entry in the middle',
      `UPDATE "Transaction" SET "balanceAfter" = 1 WHERE "walletId" = $1 AND "sequence" = 2`,
      { entries: /^balance 1 of wallet .+ should be 94\.999999999$/u },
    ],
    [
      'took an entry away',
      `DELETE FROM "Transaction" WHERE "walletId" = $1 AND "sequence" = 2`,
      {
        transfers: /its entries sum to 5\.000000001$/u,
        entries: /^entry 2 of wallet .+ is missing$/u,
      },
    ],
    [
      'took the last entry away',
      `DELETE FROM "Transaction" WHERE "walletId" = $1 AND "sequence" = ${lastEntry}`,
      { transfers: /sum to/u, wallets: /^its balance is 79\.999999996, its entries come to/u },
    ],
    [
      'closed a wallet that has money',
      `UPDATE "Wallet" SET "deletedAt" = now() WHERE "id" = $1`,
      { wallets: /^it is closed and has 79\.999999996$/u },
    ],
    [
      'put money into a wallet',
      `UPDATE "Wallet" SET "cachedBalance" = 1000 WHERE "id" = $1`,
      {
        wallets: /^its balance is 1000, its entries come to 79\.999999996$/u,
        issued: /^issued 300, issues come to 300, all balances to 1220\.000000004$/u,
        ledger: /^it should be 1000 on the ledger, where it is 79\.999999996$/u,
      },
    ],
    [
      'lost count',
      `UPDATE "Wallet" SET "entryCount" = 4 WHERE "id" = $1`,
      { wallets: /^it counts 4 entries, the last is number 5$/u },
    ],
    [
      'held what nobody waits for',
      `UPDATE "Wallet" SET "heldBalance" = 1 WHERE "id" = $1`,
      { wallets: /^it holds 1, the transfers that wait come to 0$/u },
    ],
    [
      'settled a transfer without paying it',
      `UPDATE "Transfer" SET "status" = 'CONFIRMED' WHERE "toWalletId" = $1 AND "status" = 'PENDING'`,
      {
        transfers: /^it is CONFIRMED and 11 of it is in CLEARING$/u,
        // The sender: there it has the money still.
        ledger: /^it should be 96 on the ledger, where it is 107$/u,
      },
    ],
    [
      'rewrote the ledger’s book',
      `UPDATE "LedgerState" SET "value" = '{"balance": "80", "isFrozen": false}'
       WHERE "key" = 'tokenomics/wallet/' || $1`,
      { ledger: /^it should be 79\.999999996 on the ledger, where it is 80$/u },
    ],
  ])('%s', async (_what, sql, expected) => {
    const { bank, first } = await busyBank();
    await bank.tamper(sql, [first]);
    for (const limit of [1, 1_000]) {
      const verdicts = await check(bank, limit);
      const broken = verdicts.filter((one) => one.broken !== null);
      expect(broken.map(({ name }) => name)).toEqual(Object.keys(expected));
      for (const { name, broken: row } of broken) {
        expect(row?.reason).toMatch(expected[name as keyof typeof expected]);
      }
    }
  });

  test('issued without an issue', async () => {
    const { bank, first } = await busyBank();
    await bank.tamper(
      `UPDATE "Wallet" SET "cachedBalance" = "cachedBalance" + CASE "kind" WHEN 'TREASURY' THEN -50 ELSE 50 END
       WHERE "id" = $1 OR "kind" = 'TREASURY' AND "tenantId" = $2`,
      [first, bank.house.tenant.id],
    );
    const verdicts = await check(bank, 1_000);
    expect(verdicts.find(({ name }) => name === 'issued')?.broken?.reason).toBe(
      'issued 350, issues come to 300, all balances to 350',
    );
    expect(verdicts.find(({ name }) => name === 'ledger')?.broken).toEqual({
      entity: 'Ledger',
      id: 'tokenomics/issued',
      reason: 'it should be 350 on the ledger, where it is 300',
    });
  });
});

test('another tenant’s money is not looked at', async () => {
  const { bank, first } = await busyBank();
  const elsewhere = await busyBank();
  await bank.tamper(`UPDATE "Wallet" SET "cachedBalance" = 1000 WHERE "id" = $1`, [first]);
  const verdicts = await check(elsewhere.bank, 1_000);
  expect(verdicts.filter(({ broken }) => broken !== null)).toEqual([]);
});

test('told to stop, it gives what it has', async () => {
  const { bank } = await busyBank();
  const stop = new AbortController();
  const verdicts = await bank.bySystem((ctx) =>
    checkMoney({
      ctx,
      options: { signal: stop.signal, onProgress: (name) => name === 'entries' && stop.abort() },
    }),
  );
  expect(verdicts.map(({ name }) => name)).toEqual(['transfers', 'entries']);
});
