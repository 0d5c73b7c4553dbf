import { randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { cancelCommand } from './cancel-command.ts';
import { enqueueCommand, enqueueCommands, maxPayloadBytes } from './enqueue-command.ts';
import { addApprovedUser, createUserPayload } from './ledger.testing.ts';
import { retryCommand } from './retry-command.ts';

let platform: TestPlatform;
let ctx: ServiceContext;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  ctx = platform.context(await platform.makeTenant());
  platform.woken.length = 0;
});

const enqueue = (userId: string, requestId: string = `create-user:${userId}`) =>
  inScope(ctx, () =>
    inTransaction(ctx.db, (tx) =>
      enqueueCommand(tx, ctx, {
        commandType: 'CREATE_USER',
        requestId,
        aggregateKey: `user:${userId}`,
        payload: createUserPayload(userId),
      }),
    ),
  );

const read = (id: string) =>
  inScope(ctx, () => ctx.db.outboxCommand.findFirstOrThrow({ where: { id } }));

describe('a request', () => {
  test('given again is the same command', async () => {
    const userId = randomUUID();
    const first = await enqueue(userId);
    const again = await enqueue(userId);
    expect(again).toEqual({ commandId: first.commandId, isNew: false });
    expect(await inScope(ctx, () => ctx.db.outboxCommand.count())).toBe(1);
  });

  test('given by 16 at once is one command', async () => {
    const userId = randomUUID();
    const results = await Promise.all(Array.from({ length: 16 }, () => enqueue(userId)));
    expect(new Set(results.map(({ commandId }) => commandId)).size).toBe(1);
    expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('with other contents is a conflict', async () => {
    await enqueue(randomUUID(), 'same');
    await expect(enqueue(randomUUID(), 'same')).rejects.toMatchObject({
      kind: 'CONFLICT',
      code: 'command.request_conflict',
    });
  });

  test.each([
    ['a wrong type', { userId: 7 }],
    ['an unknown field', { ...createUserPayload(randomUUID()), name: 'Ada' }],
    ['a digest of another length', { ...createUserPayload(randomUUID()), identityDigest: 'ab' }],
    [
      'text far too long',
      { ...createUserPayload(randomUUID()), countryCode: 'x'.repeat(maxPayloadBytes) },
    ],
  ])('with %s is refused and leaves nothing', async (_, payload) => {
    const made = inScope(ctx, () =>
      inTransaction(ctx.db, (tx) =>
        enqueueCommand(tx, ctx, {
          commandType: 'CREATE_USER',
          requestId: 'malformed',
          aggregateKey: 'user',
          payload: payload as ReturnType<typeof createUserPayload>,
        }),
      ),
    );
    await expect(made).rejects.toMatchObject({ kind: 'INVALID', code: 'command.payload_invalid' });
    expect(await inScope(ctx, () => ctx.db.outboxCommand.count())).toBe(0);
  });
});

test('many commands are written in the order given, and a known request is answered with the command it has', async () => {
  const requestOf = (requestId: string, userId: string) => ({
    commandType: 'CREATE_USER' as const,
    ...{ requestId, aggregateKey: 'line', payload: createUserPayload(userId) },
  });
  const [first, second] = [randomUUID(), randomUUID()];
  const write = (requests: ReturnType<typeof requestOf>[]) =>
    inScope(ctx, () => inTransaction(ctx.db, (tx) => enqueueCommands(tx, ctx, requests)));
  const [known] = await write([requestOf('a', first)]);
  const written = await write([
    ...[requestOf('b', second), requestOf('a', first), requestOf('c', first)],
    requestOf('b', second),
  ]);
  expect(written.map(({ isNew }) => isNew)).toEqual([true, false, true, false]);
  expect(written[1]?.commandId).toBe(known?.commandId);
  expect(written[3]?.commandId).toBe(written[0]?.commandId);
  const rows = await inScope(ctx, () =>
    ctx.db.outboxCommand.findMany({
      where: { aggregateKey: 'line' },
      orderBy: { position: 'asc' },
      select: { requestId: true, restingStatus: true },
    }),
  );
  expect(rows.map(({ requestId }) => requestId)).toEqual(['a', 'b', 'c']);
  expect(new Set(rows.map(({ restingStatus }) => restingStatus))).toEqual(new Set(['PENDING']));
  const other = write([requestOf('d', first), requestOf('a', second)]);
  await expect(other).rejects.toMatchObject({ code: 'command.request_conflict' });
  expect(await inScope(ctx, () => ctx.db.outboxCommand.count())).toBe(3);
});

type Change = Parameters<ServiceContext['db']['outboxCommand']['updateMany']>[0]['data'];
const lease = { lockedBy: 'w', leaseExpiresAt: new Date(Date.now() + 60_000) };

async function commandIn(change: Change): Promise<{ userId: string; commandId: string }> {
  const userId = await addApprovedUser(ctx);
  const { commandId } = await enqueue(userId);
  await inScope(ctx, () =>
    ctx.db.outboxCommand.updateMany({ where: { id: commandId }, data: change }),
  );
  return { userId, commandId };
}

const inputOf = (commandId: string, version = 0) => ({
  commandId,
  version,
  reason: 'Looked at it',
});
const onchainStatus = async (id: string) =>
  (await inScope(ctx, () => ctx.db.user.findFirstOrThrow({ where: { id } }))).onchainStatus;

describe('a failed command', () => {
  const failed = {
    status: 'FAILED',
    attempts: 10,
    errorCode: 'ledger.timeout',
    error: 'Late',
  } as const;

  test('is put back with a fresh count, audited, and the worker is woken', async () => {
    const { userId, commandId } = await commandIn(failed);
    await inScope(ctx, () =>
      ctx.db.user.updateMany({ where: { id: userId }, data: { onchainStatus: 'FAILED' } }),
    );
    const input = inputOf(commandId);
    const summary = await inScope(ctx, () => retryCommand({ ctx, input }));
    expect(summary).toMatchObject({ status: 'PENDING', attempts: 0, error: null, version: 1 });
    expect(await onchainStatus(userId)).toBe('PENDING');
    expect(platform.woken).toEqual(['outbox']);
    const [audit] = await inScope(ctx, () =>
      ctx.db.auditLog.findMany({ where: { action: 'command.retry' } }),
    );
    expect(audit).toMatchObject({ entityId: commandId, reason: 'Looked at it' });
  });

  test('is retried or cancelled once by eight at a time', async () => {
    const { commandId } = await commandIn(failed);
    const input = inputOf(commandId);
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        inScope(ctx, () =>
          index % 2 === 0 ? retryCommand({ ctx, input }) : cancelCommand({ ctx, input }),
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that stands in a block is not retried', async () => {
    const { commandId } = await commandIn({ ...failed, commitBlock: 3n });
    const input = inputOf(commandId);
    const retry = inScope(ctx, () => retryCommand({ ctx, input }));
    await expect(retry).rejects.toMatchObject({
      code: 'command.not_retryable',
      params: { status: 'FAILED' },
    });
    expect(platform.woken).toEqual([]);
  });

  test('seen in an older version is refused, of another tenant not found', async () => {
    const { commandId } = await commandIn({ ...failed, version: 4 });
    const input = inputOf(commandId, 3);
    const stale = inScope(ctx, () => retryCommand({ ctx, input }));
    await expect(stale).rejects.toMatchObject({
      code: 'version.stale',
      params: { currentVersion: 4 },
    });
    const other = platform.context(await platform.makeTenant());
    const foreign = inScope(other, () =>
      retryCommand({ ctx: other, input: inputOf(commandId, 4) }),
    );
    await expect(foreign).rejects.toMatchObject({ code: 'entity.not_found' });
  });
});

describe('a command is cancelled', () => {
  test('while the ledger was never told of it, and its person shows it', async () => {
    const { userId, commandId } = await commandIn({});
    const input = inputOf(commandId);
    const summary = await inScope(ctx, () => cancelCommand({ ctx, input }));
    expect(summary).toMatchObject({ status: 'CANCELLED' });
    expect(await onchainStatus(userId)).toBe('FAILED');
  });

  test.each([
    ['claimed', { status: 'LOCKED', ...lease }],
    ['on its way', { status: 'SUBMITTED', ...lease }],
    ['waiting after it was on its way', { status: 'PENDING', fabricTxId: 'tx' }],
    ['committed', { status: 'COMMITTED', commitBlock: 1n }],
    ['cancelled', { status: 'CANCELLED' }],
  ] as const)('but not when it is %s', async (_, change) => {
    const { commandId } = await commandIn(change);
    const before = await read(commandId);
    const input = inputOf(commandId);
    const cancel = inScope(ctx, () => cancelCommand({ ctx, input }));
    await expect(cancel).rejects.toMatchObject({
      code: 'command.not_cancellable',
      params: { status: change.status },
    });
    expect(await read(commandId)).toEqual(before);
  });
});
