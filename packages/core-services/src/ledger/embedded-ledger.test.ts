import { randomBytes, randomUUID } from 'node:crypto';
import { inTransaction, withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendBlock } from './embedded-append.ts';
import { createEmbeddedLedger } from './embedded-ledger.ts';
import { createUserPayload, openLedgerTest, type LedgerTest } from './ledger.testing.ts';
import type { LedgerCommand, LedgerGateway } from './ledger-gateway.ts';
import { verifyChain } from './verify-chain.ts';

let setup: LedgerTest;
let ledger: LedgerGateway;
beforeAll(async () => {
  setup = await openLedgerTest();
  ledger = createEmbeddedLedger({ db: setup.app.client, clock: () => new Date() });
});
afterAll(() => setup.close());

const timeoutMs = 5_000;
const newTxId = () => randomBytes(32).toString('hex');

function commandOf(tenantId: string, userId: string = randomUUID()): LedgerCommand {
  return {
    tenantId,
    commandId: randomUUID(),
    commandType: 'CREATE_USER',
    payload: createUserPayload(userId),
    txId: newTxId(),
  };
}

async function newTenant(): Promise<string> {
  return (await setup.addTenant()).tenant.id;
}

const readAll = (tenantId: string) =>
  ledger.readEvents({ tenantId, channel: 'main', afterBlock: -1n, afterIndex: -1, limit: 1000 });

describe('a submission', () => {
  test('is a block of its own that carries the hash of the one before', async () => {
    const tenantId = await newTenant();
    for (const block of [0n, 1n, 2n]) {
      const command = commandOf(tenantId);
      const receipt = await ledger.submit(command, { timeoutMs });
      expect(receipt).toEqual({ txId: command.txId, blockNumber: block, validationCode: 'VALID' });
    }
    const verdict = await withTenant(tenantId, () =>
      verifyChain(setup.app.client, { channel: 'main' }),
    );
    expect(verdict).toMatchObject({ isIntact: true, checkedCount: 3n, firstBroken: null });
  });

  test('given twice is one transaction with one answer, whatever transaction id it comes with', async () => {
    const tenantId = await newTenant();
    const command = commandOf(tenantId);
    const first = await ledger.submit(command, { timeoutMs });
    const again = await ledger.submit(
      { ...command, txId: await ledger.createTxId(command) },
      { timeoutMs },
    );
    expect(again).toEqual(first);
    expect(await ledger.head({ tenantId, channel: 'main' })).toMatchObject({ blockNumber: 0n });
  });

  test('given by 16 callers at once is one transaction', async () => {
    const tenantId = await newTenant();
    const command = commandOf(tenantId);
    const receipts = await Promise.all(
      Array.from({ length: 16 }, () => ledger.submit(command, { timeoutMs: 20_000 })),
    );
    expect(new Set(receipts.map(({ blockNumber }) => blockNumber))).toEqual(new Set([0n]));
    expect((await readAll(tenantId)).events).toHaveLength(1);
  });

  test('of sixteen commands at once is sixteen blocks in a row', async () => {
    const tenantId = await newTenant();
    await ledger.submit(commandOf(tenantId), { timeoutMs });
    const commands = Array.from({ length: 16 }, () => commandOf(tenantId));
    const receipts = await Promise.all(
      commands.map((command) => ledger.submit(command, { timeoutMs: 20_000 })),
    );
    const numbers = receipts.map(({ blockNumber }) => Number(blockNumber));
    expect(numbers.toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    const verdict = await withTenant(tenantId, () =>
      verifyChain(setup.app.client, { channel: 'main' }),
    );
    expect(verdict).toMatchObject({ isIntact: true, checkedCount: 17n });
  });

  test('of a known command with other contents is refused for good', async () => {
    const tenantId = await newTenant();
    const command = commandOf(tenantId);
    await ledger.submit(command, { timeoutMs });
    const changed = { ...command, payload: createUserPayload(randomUUID()) };
    await expect(ledger.submit(changed, { timeoutMs })).rejects.toMatchObject({
      outcome: 'GIVE_UP',
      code: 'ledger.command_conflict',
    });
  });

  test('of a second account for one person is a refused transaction without an event', async () => {
    const tenantId = await newTenant();
    const userId = randomUUID();
    await ledger.submit(commandOf(tenantId, userId), { timeoutMs });
    const receipt = await ledger.submit(commandOf(tenantId, userId), { timeoutMs });
    expect(receipt).toMatchObject({ blockNumber: 1n, validationCode: 'USER_EXISTS' });
    const { events, throughBlock } = await readAll(tenantId);
    expect(events.map(({ blockNumber }) => blockNumber)).toEqual([0n]);
    expect(throughBlock).toBe(1n);
  });

  test('of a payload of another shape, or of a type without a contract, is refused for good', async () => {
    const tenantId = await newTenant();
    const malformed = { ...commandOf(tenantId), payload: { userId: 'x' } };
    await expect(ledger.submit(malformed, { timeoutMs })).rejects.toMatchObject({
      outcome: 'GIVE_UP',
      code: 'ledger.payload_invalid',
    });
    const unknown = { ...commandOf(tenantId), commandType: 'SELL_WALLET' as 'CREATE_USER' };
    await expect(ledger.submit(unknown, { timeoutMs })).rejects.toMatchObject({
      outcome: 'GIVE_UP',
      code: 'ledger.command_unknown',
    });
    expect(await ledger.head({ tenantId, channel: 'main' })).toMatchObject({ blockNumber: -1n });
  });

  test('of one tenant is not seen by another', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const command = commandOf(one);
    await ledger.submit(command, { timeoutMs });
    const { commandId, txId } = command;
    expect(
      await ledger.findByCommand({ tenantId: other, commandId, txId }, { timeoutMs }),
    ).toBeNull();
    expect((await readAll(other)).events).toEqual([]);
  });
});

describe('many at once', () => {
  test('are one block in the order given, each answered, and the chain stands', async () => {
    const tenantId = await newTenant();
    const commands = Array.from({ length: 5 }, () => commandOf(tenantId));
    const answers = await ledger.submitMany!(commands, { timeoutMs });
    expect(answers).toEqual(
      commands.map(({ txId }) => ({ receipt: { txId, blockNumber: 0n, validationCode: 'VALID' } })),
    );
    const { events } = await readAll(tenantId);
    expect(events.map(({ txId }) => txId)).toEqual(commands.map(({ txId }) => txId));
    expect(events.map(({ eventIndex }) => eventIndex)).toEqual([0, 1, 2, 3, 4]);
    const verdict = await withTenant(tenantId, () =>
      verifyChain(setup.app.client, { channel: 'main' }),
    );
    expect(verdict).toMatchObject({ isIntact: true, checkedCount: 1n });
  });

  test('each see what those before them in the block did', async () => {
    const tenantId = await newTenant();
    const userId = randomUUID();
    const answers = await ledger.submitMany!(
      [commandOf(tenantId, userId), commandOf(tenantId, userId)],
      { timeoutMs },
    );
    expect(answers).toMatchObject([
      { receipt: { blockNumber: 0n, validationCode: 'VALID' } },
      { receipt: { blockNumber: 0n, validationCode: 'USER_EXISTS' } },
    ]);
  });

  test('with one it has, one of another shape and one in other contents are each answered for themselves', async () => {
    const tenantId = await newTenant();
    const known = commandOf(tenantId);
    const receipt = await ledger.submit(known, { timeoutMs });
    const changed = { ...known, payload: createUserPayload(randomUUID()) };
    const malformed = { ...commandOf(tenantId), payload: { userId: 'x' } };
    const fresh = commandOf(tenantId);
    expect(await ledger.submitMany!([known, malformed, fresh], { timeoutMs })).toMatchObject([
      { receipt },
      { error: { outcome: 'GIVE_UP', code: 'ledger.payload_invalid' } },
      { receipt: { txId: fresh.txId, blockNumber: 1n, validationCode: 'VALID' } },
    ]);
    expect(await ledger.submitMany!([changed, fresh], { timeoutMs })).toMatchObject([
      { error: { outcome: 'GIVE_UP', code: 'ledger.command_conflict' } },
      { receipt: { blockNumber: 1n } },
    ]);
    expect(await ledger.head({ tenantId, channel: 'main' })).toMatchObject({ blockNumber: 1n });
  });

  test('of two tenants are refused as a whole', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const both = [commandOf(one), commandOf(other)];
    await expect(ledger.submitMany!(both, { timeoutMs })).rejects.toThrow('several tenants');
    expect((await readAll(one)).events).toEqual([]);
    expect((await readAll(other)).events).toEqual([]);
  });
});

test('a block that commits late is read before any after it: nothing is passed over', async () => {
  const tenantId = await newTenant();
  await ledger.submit(commandOf(tenantId), { timeoutMs });
  const late = commandOf(tenantId);
  const [isWritten, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = withTenant(tenantId, () =>
    inTransaction(setup.app.client, async (tx) => {
      await appendBlock(tx, tenantId, [late], new Date());
      isWritten.resolve();
      await release.promise;
    }),
  );
  await isWritten.promise;
  const next = commandOf(tenantId);
  const waiting = ledger.submit(next, { timeoutMs });
  const meanwhile = await readAll(tenantId);
  expect(meanwhile.throughBlock).toBe(0n);
  release.resolve();
  await slow;
  expect(await waiting).toMatchObject({ blockNumber: 2n });
  const rest = await ledger.readEvents({
    ...{ tenantId, channel: 'main', limit: 100 },
    ...{ afterBlock: meanwhile.throughBlock, afterIndex: 0 },
  });
  expect(rest.events.map(({ txId }) => txId)).toEqual([late.txId, next.txId]);
});

describe('events', () => {
  test('are read from any point on, a bounded number of blocks at a time', async () => {
    const tenantId = await newTenant();
    for (let index = 0; index < 5; index += 1) {
      await ledger.submit(commandOf(tenantId), { timeoutMs });
    }
    const range = { tenantId, channel: 'main', afterIndex: 0 };
    const middle = await ledger.readEvents({ ...range, afterBlock: 1n, limit: 2 });
    expect(middle.events.map(({ blockNumber }) => blockNumber)).toEqual([2n, 3n]);
    expect(middle.throughBlock).toBe(3n);
    const rest = await ledger.readEvents({ ...range, afterBlock: 3n, limit: 10 });
    expect(rest.events.map(({ blockNumber }) => blockNumber)).toEqual([4n]);
    const none = await ledger.readEvents({ ...range, afterBlock: 4n, limit: 10 });
    expect(none).toEqual({ events: [], throughBlock: 4n });
    const sameBlock = await ledger.readEvents({
      ...range,
      afterBlock: 4n,
      afterIndex: -1,
      limit: 1,
    });
    expect(sameBlock.events.map(({ blockNumber }) => blockNumber)).toEqual([4n]);
  });
});
