import { randomUUID } from 'node:crypto';
import type { ChainVerdict } from '@freehold/core-contracts/audit';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createEmbeddedLedger } from './embedded-ledger.ts';
import { hashBlock, hashData, hashTransaction, toHex } from './ledger-hash.ts';
import { createUserPayload, openLedgerTest, type LedgerTest } from './ledger.testing.ts';
import { verifyChain, type KnownBlock } from './verify-chain.ts';

let setup: LedgerTest;
beforeAll(async () => {
  setup = await openLedgerTest();
});
afterAll(() => setup.close());

/** A chain of blocks 0 to 5 in a tenant of its own. */
async function sixBlocks(): Promise<ServiceContext> {
  const ctx = await setup.addTenant();
  const ledger = createEmbeddedLedger({ db: ctx.db, clock: ctx.clock });
  for (let index = 0; index < 6; index += 1) {
    const command = {
      tenantId: ctx.tenant.id,
      commandId: randomUUID(),
      commandType: 'CREATE_USER',
      payload: createUserPayload(randomUUID()),
    } as const;
    const txId = await ledger.createTxId(command);
    await ledger.submit({ ...command, txId }, { timeoutMs: 5_000 });
  }
  return ctx;
}

function verify(ctx: ServiceContext, known?: KnownBlock): Promise<ChainVerdict> {
  const options = { channel: 'main', known, pageSize: 2 };
  return withTenant(ctx.tenant.id, () => verifyChain(ctx.db, options));
}

const firstBroken = async (ctx: ServiceContext, known?: KnownBlock) =>
  (await verify(ctx, known)).firstBroken;

test('an untouched chain is intact, an empty one too', async () => {
  const ctx = await sixBlocks();
  expect(await verify(ctx)).toMatchObject({ isIntact: true, checkedCount: 6n, firstBroken: null });
  const empty = await setup.addTenant();
  expect(await verify(empty)).toEqual({
    isIntact: true,
    checkedCount: 0n,
    firstBroken: null,
    headHash: null,
  });
});

describe('the first block is named where somebody', () => {
  const where = `WHERE "tenantId" = $1 AND "blockNumber" = 3`;
  test.each([
    [
      'edited a payload',
      `UPDATE "LedgerTransaction" SET payload = jsonb_set(payload, '{countryCode}', '"FR"') ${where}`,
      /content of transaction [0-9a-f]{64} does not match its hash/,
    ],
    [
      'edited an event',
      `UPDATE "LedgerTransaction" SET events = '[]' ${where}`,
      /content of transaction/,
    ],
    [
      'edited a verdict',
      `UPDATE "LedgerTransaction" SET "validationCode" = 'USER_EXISTS' ${where}`,
      /content of transaction/,
    ],
    [
      'put in what no ledger could have written',
      `UPDATE "LedgerTransaction" SET payload = '{"amount": 1.5}' ${where}`,
      /content of transaction/,
    ],
    [
      'moved a transaction in time',
      `UPDATE "LedgerTransaction" SET "createdAt" = "createdAt" - interval '1 day' ${where}`,
      /content of transaction/,
    ],
    [
      'moved a block in time',
      `UPDATE "LedgerBlock" SET "createdAt" = "createdAt" - interval '1 day' ${where}`,
      /^content does not match its hash$/,
    ],
    [
      'gave a block another hash',
      `UPDATE "LedgerBlock" SET hash = sha256('x') ${where}`,
      /^content does not match its hash$/,
    ],
    [
      'gave a block another predecessor',
      `UPDATE "LedgerBlock" SET "previousHash" = sha256('x') ${where}`,
      /does not carry the hash of the block before it/,
    ],
    [
      'gave a transaction another place',
      `UPDATE "LedgerTransaction" SET "indexInBlock" = 1 ${where}`,
      /transactions are out of order/,
    ],
    [
      'deleted a transaction',
      `DELETE FROM "LedgerTransaction" ${where}`,
      /holds 0 transactions, was made with 1/,
    ],
    [
      'slipped a transaction in',
      `INSERT INTO "LedgerTransaction" SELECT "tenantId", 'forged', channel, "blockNumber", 1, gen_random_uuid(),
         "commandType", chaincode, payload, events, "validationCode", hash, "createdAt"
       FROM "LedgerTransaction" ${where}`,
      /holds 2 transactions, was made with 1/,
    ],
    ['deleted a block', `DELETE FROM "LedgerBlock" ${where}`, /block is missing/],
    [
      'took a name out of the world state',
      `DELETE FROM "LedgerState" ${where}`,
      /world state has lost identity\/user\//,
    ],
  ])('%s', async (_, sql, reason) => {
    const ctx = await sixBlocks();
    await setup.tamper(sql, [ctx.tenant.id]);
    expect(await firstBroken(ctx)).toEqual({ position: 3n, reason: expect.stringMatching(reason) });
  });

  test('swapped two blocks', async () => {
    const ctx = await sixBlocks();
    for (const table of ['LedgerTransaction', 'LedgerBlock']) {
      for (const [from, to] of [
        [3, 99],
        [4, 3],
        [99, 4],
      ]) {
        await setup.tamper(
          `UPDATE "${table}" SET "blockNumber" = $3 WHERE "tenantId" = $1 AND "blockNumber" = $2`,
          [ctx.tenant.id, from, to],
        );
      }
    }
    expect(await firstBroken(ctx)).toMatchObject({ position: 3n });
  });

  test('cut the end off', async () => {
    const ctx = await sixBlocks();
    await cutOff(ctx, 4);
    expect(await firstBroken(ctx)).toEqual({
      position: 4n,
      reason: 'the chain ends before block 4, its head stands at 5',
    });
  });

  test('cut the end off and set the head back, where a projector had read it', async () => {
    const ctx = await sixBlocks();
    await withTenant(ctx.tenant.id, () =>
      ctx.db.projectorState.createMany({
        data: [{ projectorName: 'p', channel: 'main', lastBlock: 5n, lastEventIndex: 0 }],
      }),
    );
    await cutOff(ctx, 4);
    await setHead(ctx, 3);
    expect(await firstBroken(ctx)).toEqual({
      position: 4n,
      reason: 'was read by a projector and is missing',
    });
  });

  test('set the head back alone', async () => {
    const ctx = await sixBlocks();
    await setHead(ctx, 3);
    expect(await firstBroken(ctx)).toEqual({ position: 4n, reason: 'stands past the head' });
  });

  test('gave the head another hash', async () => {
    const ctx = await sixBlocks();
    await setup.tamper(`UPDATE "LedgerChain" SET hash = sha256('x') WHERE "tenantId" = $1`, [
      ctx.tenant.id,
    ]);
    expect(await firstBroken(ctx)).toEqual({
      position: 5n,
      reason: 'the head does not carry the hash of the last block',
    });
  });

  test('edited a block and made its hashes anew', async () => {
    const ctx = await sixBlocks();
    await rewrite(ctx, 3, 3);
    expect(await firstBroken(ctx)).toEqual({
      position: 4n,
      reason: 'does not carry the hash of the block before it',
    });
  });
});

describe('a chain rewritten from a block to its head', () => {
  test('looks intact by itself and is told by a hash noted outside', async () => {
    const ctx = await sixBlocks();
    const { headHash } = await verify(ctx);
    const known = { blockNumber: 5n, hash: headHash ?? '' };
    expect(await verify(ctx, known)).toMatchObject({ isIntact: true });
    await rewrite(ctx, 3, 5);
    expect(await verify(ctx)).toMatchObject({ isIntact: true });
    expect(await firstBroken(ctx, known)).toEqual({
      position: 5n,
      reason: 'is not the block that was noted outside',
    });
  });

  test('and shortened is told by a number noted outside', async () => {
    const ctx = await sixBlocks();
    const { headHash } = await verify(ctx);
    await cutOff(ctx, 4);
    await setHead(ctx, 3);
    expect(await verify(ctx)).toMatchObject({ isIntact: true });
    expect(await firstBroken(ctx, { blockNumber: 5n, hash: headHash ?? '' })).toEqual({
      position: 5n,
      reason: 'was noted outside, the chain ends at block 3',
    });
  });
});

test('the application can neither change nor remove what is on the chain', async () => {
  const ctx = await sixBlocks();
  const where = { channel: 'main', blockNumber: 3n };
  await withTenant(ctx.tenant.id, async () => {
    const { ledgerBlock, ledgerTransaction } = ctx.db;
    await expect(
      ledgerBlock.updateMany({ where, data: { transactionCount: 9 } }),
    ).rejects.toThrow();
    await expect(ledgerBlock.deleteMany({ where })).rejects.toThrow();
    await expect(ledgerTransaction.updateMany({ where, data: { txId: 'x' } })).rejects.toThrow();
    await expect(ledgerTransaction.deleteMany({ where })).rejects.toThrow();
  });
  expect(await verify(ctx)).toMatchObject({ isIntact: true });
});

async function cutOff(ctx: ServiceContext, from: number): Promise<void> {
  for (const table of ['LedgerTransaction', 'LedgerBlock', 'LedgerState']) {
    const sql = `DELETE FROM "${table}" WHERE "tenantId" = $1 AND "blockNumber" >= $2`;
    await setup.tamper(sql, [ctx.tenant.id, from]);
  }
}

async function setHead(ctx: ServiceContext, blockNumber: number): Promise<void> {
  await setup.tamper(
    `UPDATE "LedgerChain" c SET "blockNumber" = b."blockNumber", hash = b.hash FROM "LedgerBlock" b
     WHERE b."tenantId" = c."tenantId" AND c."tenantId" = $1 AND b."blockNumber" = $2`,
    [ctx.tenant.id, blockNumber],
  );
}

/** Changes block `from` and computes every hash again up to block `to`, and the head when that is the last. */
async function rewrite(ctx: ServiceContext, from: number, to: number): Promise<void> {
  const tenantId = ctx.tenant.id;
  const blocks = await withTenant(tenantId, () =>
    ctx.db.ledgerBlock.findMany({
      include: { transactions: true },
      orderBy: { blockNumber: 'asc' },
    }),
  );
  let previousHash: Uint8Array = blocks[from - 1]!.hash;
  for (const block of blocks.slice(from, to + 1)) {
    const transaction = block.transactions[0]!;
    const payload = { ...(transaction.payload as object), countryCode: 'FR' };
    const hash = hashTransaction({ ...transaction, payload });
    const dataHash = hashData([hash]);
    const blockHash = hashBlock({ ...block, previousHash, dataHash });
    const at = [tenantId, block.blockNumber];
    await setup.tamper(
      `UPDATE "LedgerTransaction" SET payload = $3, hash = decode($4, 'hex') WHERE "tenantId" = $1 AND "blockNumber" = $2`,
      [...at, JSON.stringify(payload), toHex(hash)],
    );
    await setup.tamper(
      `UPDATE "LedgerBlock" SET "previousHash" = decode($3, 'hex'), "dataHash" = decode($4, 'hex'), hash = decode($5, 'hex')
       WHERE "tenantId" = $1 AND "blockNumber" = $2`,
      [...at, toHex(previousHash), toHex(dataHash), toHex(blockHash)],
    );
    previousHash = blockHash;
  }
  if (to === blocks.length - 1) await setHead(ctx, to);
}
