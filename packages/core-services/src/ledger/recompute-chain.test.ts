import { mainChannel } from '@freehold/core-contracts/ledger';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LedgerLife } from './projections/ledger-life.testing.ts';
import { recomputeChain } from './recompute-chain.ts';

let first: LedgerLife;
let life: LedgerLife;
let walletId: string;
beforeAll(async () => {
  first = await LedgerLife.open();
});
afterAll(() => first.close());

beforeEach(async () => {
  life = await first.neighbour();
  const { walletId: from } = await life.money.addPerson();
  ({ walletId } = await life.money.addPerson());
  await life.issue(from, '10');
  await life.run();
  await life.send(from, walletId, '4', '0.5');
  await life.send(from, walletId, '3');
  await life.enqueue('PAUSE_SYSTEM', { reason: 'a test of it' });
  await life.enqueue('PAUSE_SYSTEM', { reason: 'a test of it' });
  await life.run();
});

const recompute = (more: object = {}) =>
  life.money.in(() => recomputeChain(life.db, { channel: mainChannel, pageSize: 1, ...more }));

/** Changes what is stored behind the application's back, triggers and policies off. */
function tamper(sql: string): Promise<unknown> {
  return withConnection(life.money.platform.urls.ownerUrl, async (owner) => {
    await owner.query('SET session_replication_role = replica');
    return owner.query(sql, [life.money.tenant.id]);
  });
}

test('a chain that nobody touched gives the same again, refusals and all', async () => {
  const verdict = { isIntact: true, checkedCount: 2n, firstBroken: null };
  expect(await recompute()).toMatchObject(verdict);
  expect(await recompute({ pageSize: 100 })).toMatchObject(verdict);
});

test('an empty one too', async () => {
  life = await first.neighbour();
  expect(await recompute()).toEqual({
    ...{ isIntact: true, checkedCount: 0n, firstBroken: null, headHash: null },
  });
});

test.each([
  [
    'a balance made larger',
    `UPDATE "LedgerState" SET "value" = jsonb_set("value", '{balance}', '"700"')
     WHERE "tenantId" = $1 AND "value" ->> 'balance' = '7'`,
    () => `world state of tokenomics/wallet/${walletId} is not what was written`,
    1n,
  ],
  [
    'a key that nobody wrote',
    `INSERT INTO "LedgerState" ("tenantId", "channel", "key", "value", "txId", "blockNumber", "updatedAt")
     VALUES ($1, 'main', 'tokenomics/wallet/x', '{"balance":"1","isFrozen":false}', 't', 0, now())`,
    () => 'world state has made up tokenomics/wallet/x',
    0n,
  ],
  [
    'a key that is gone',
    `DELETE FROM "LedgerState" WHERE "tenantId" = $1 AND "key" = 'tokenomics/fees'`,
    () => 'world state has lost tokenomics/fees',
    1n,
  ],
  [
    'a refusal that is said to be valid',
    `UPDATE "LedgerTransaction" SET "validationCode" = 'VALID'
     WHERE "tenantId" = $1 AND "validationCode" = 'ALREADY_PAUSED'`,
    () => 'is VALID, its contract says ALREADY_PAUSED',
    1n,
  ],
  [
    'an event of another amount',
    `UPDATE "LedgerTransaction"
     SET "events" = jsonb_set("events", '{0,payload,legs,0,amount}', '"900"')
     WHERE "tenantId" = $1 AND "commandType" = 'DISTRIBUTE_GENESIS'`,
    () => 'has other events than its contract gave',
    0n,
  ],
  [
    'a payload that is none',
    `UPDATE "LedgerTransaction" SET "payload" = '{}'
     WHERE "tenantId" = $1 AND "commandType" = 'DISTRIBUTE_GENESIS'`,
    () => 'cannot be carried out again',
    0n,
  ],
])('%s is found and named', async (_, sql, reason, position) => {
  await tamper(sql);
  const { isIntact, firstBroken } = await recompute();
  expect(isIntact).toBe(false);
  expect(firstBroken).toEqual({ position, reason: expect.stringContaining(reason()) as string });
});

test('more keys than fit are said to be too many', async () => {
  await expect(recompute({ maxKeys: 2 })).rejects.toMatchObject({
    kind: 'LIMIT_EXCEEDED',
    code: 'ledger.state_too_large',
  });
});
