import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommandStatus } from '@freehold/core-contracts/enums';
import type { ServiceContext } from '../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { enqueueCommand } from './enqueue-command.ts';
import { explainCommand } from './explain-command.ts';
import { explainDeadLetter } from './explain-dead-letter.ts';
import { addApprovedUser, createUserPayload } from './ledger.testing.ts';
import { cancelCommands, retryCommands } from './manage-commands.ts';
import { discardDeadLetters, replayDeadLetters } from './manage-dead-letters.ts';
import { getPipeline, pausePipeline, resumePipeline } from './pipeline.ts';

let platform: TestPlatform;
let ctx: ServiceContext;
let other: ServiceContext;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  ctx = platform.context(await platform.makeTenant());
  other = platform.context(await platform.makeTenant());
  platform.woken.length = 0;
});

const here = <T>(work: () => Promise<T>) => inScope(ctx, work);
const reason = 'because of a test';

interface Given {
  readonly status?: CommandStatus;
  readonly errorCode?: string;
  readonly aggregateKey?: string;
  readonly more?: Record<string, unknown>;
}

async function command(given: Given = {}, of: ServiceContext = ctx): Promise<string> {
  const userId = await addApprovedUser(of);
  return inScope(of, async () => {
    const { commandId } = await inTransaction(of.db, (tx) =>
      enqueueCommand(tx, of, {
        commandType: 'CREATE_USER',
        requestId: `create-user:${userId}`,
        aggregateKey: given.aggregateKey ?? `user:${userId}`,
        payload: createUserPayload(userId),
      }),
    );
    const { status, errorCode, more = {} } = given;
    await of.db.outboxCommand.updateMany({
      where: { id: commandId },
      data: { ...(status ? { status } : {}), ...(errorCode ? { errorCode } : {}), ...more },
    });
    return commandId;
  });
}

const statusOf = (id: string, of: ServiceContext = ctx) =>
  inScope(of, async () => {
    const { status } = await of.db.outboxCommand.findFirstOrThrow({ where: { id } });
    return status;
  });
const explain = (commandId: string) => here(() => explainCommand({ ctx, input: { commandId } }));

describe('a pipeline', () => {
  test('runs until it is paused, says who and why, and counts what waits', async () => {
    await command();
    await command({ status: 'FAILED' });
    expect(await here(() => getPipeline({ ctx }))).toMatchObject({
      ...{ isPaused: false, version: 0, waitingCommands: 1, failedCommands: 1 },
      ...{ openDeadLetters: 0, lagBlocks: 0n },
    });
    const paused = await here(() => pausePipeline({ ctx, input: { version: 0, reason } }));
    expect(paused).toMatchObject({ isPaused: true, version: 1, reason });
    expect(paused.pausedAt).toBeInstanceOf(Date);
    const resumed = await here(() => resumePipeline({ ctx, input: { version: 1, reason } }));
    expect(resumed).toMatchObject({ isPaused: false, version: 2, pausedAt: null });
    expect(platform.woken).toContain('outbox');
    const audits = await here(() => ctx.db.auditLog.findMany({ orderBy: { sequence: 'asc' } }));
    expect(audits.map(({ action }) => action)).toEqual(['pipeline.pause', 'pipeline.resume']);
  });

  test('is changed by one of two who saw the same version, and not twice the same way', async () => {
    const pause = () => here(() => pausePipeline({ ctx, input: { version: 0, reason } }));
    const results = await Promise.allSettled([pause(), pause()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(pause()).rejects.toMatchObject({ code: 'version.stale' });
    await expect(
      here(() => pausePipeline({ ctx, input: { version: 1, reason } })),
    ).rejects.toMatchObject({ kind: 'CONFLICT', code: 'pipeline.already_paused' });
    await expect(
      inScope(other, () => resumePipeline({ ctx: other, input: { version: 0, reason } })),
    ).rejects.toMatchObject({ kind: 'CONFLICT', code: 'pipeline.not_paused' });
  });

  test('of one tenant is not another one’s', async () => {
    await here(() => pausePipeline({ ctx, input: { version: 0, reason } }));
    expect(await inScope(other, () => getPipeline({ ctx: other }))).toMatchObject({
      ...{ isPaused: false, version: 0 },
    });
  });
});

describe('a command is explained', () => {
  const soon = () => new Date(Date.now() + 60_000);
  const past = () => new Date(Date.now() - 60_000);
  const cases: [string, () => Given, object][] = [
    ['that waits for a worker', () => ({}), { situation: 'WAITS_FOR_WORKER', canCancel: true }],
    [
      'that waits for its next attempt',
      () => ({ more: { availableAt: soon(), attempts: 1, fabricTxId: 'tx' } }),
      { situation: 'WAITS_FOR_NEXT_ATTEMPT', canCancel: false, advice: 'WAIT' },
    ],
    [
      'that a worker holds',
      () => ({ status: 'LOCKED', more: { lockedBy: 'w', leaseExpiresAt: soon() } }),
      { situation: 'IN_HAND', heldBy: 'w' },
    ],
    [
      'whose worker is gone',
      () => ({ status: 'SUBMITTED', more: { lockedBy: 'w', leaseExpiresAt: past() } }),
      { situation: 'WORKER_LOST', advice: 'WAIT' },
    ],
    [
      'that the contract refused',
      () => ({ status: 'FAILED', errorCode: 'ledger.user_exists', more: { commitBlock: 3n } }),
      { situation: 'REFUSED', canRetry: false, canCancel: false, advice: 'NONE' },
    ],
    [
      'that ended its workers',
      () => ({ status: 'FAILED', errorCode: 'command.poisonous' }),
      { situation: 'POISONOUS', canRetry: true, canCancel: true, advice: 'RETRY_OR_CANCEL' },
    ],
    [
      'that was not accepted',
      () => ({ status: 'FAILED', errorCode: 'ledger.payload_invalid' }),
      { situation: 'NOT_ACCEPTED', canRetry: true },
    ],
    ['that was given up', () => ({ status: 'CANCELLED' }), { situation: 'CANCELLED' }],
    [
      'that took effect',
      () => ({ status: 'COMMITTED', more: { commitBlock: 0n, fabricTxId: 'tx' } }),
      { situation: 'APPLIED', advice: 'NONE' },
    ],
  ];
  test.each(cases)('%s', async (_, given, expected) => {
    expect(await explain(await command(given()))).toMatchObject(expected);
  });

  test('that waits for an earlier one of its aggregate', async () => {
    const first = await command({ aggregateKey: 'user:one', status: 'FAILED' });
    const second = await command({ aggregateKey: 'user:one' });
    const third = await command({ aggregateKey: 'user:one' });
    expect(await explain(second)).toMatchObject({ situation: 'WAITS_FOR_WORKER', waitsFor: null });
    expect(await explain(third)).toMatchObject({
      ...{ situation: 'WAITS_FOR_EARLIER', advice: 'LOOK_AT_EARLIER' },
      waitsFor: { commandId: second, commandType: 'CREATE_USER', status: 'PENDING' },
    });
    expect(await explain(first)).toMatchObject({ situation: 'NOT_ACCEPTED' });
  });

  test('that stands still because its tenant is paused', async () => {
    const id = await command();
    await here(() => pausePipeline({ ctx, input: { version: 0, reason } }));
    expect(await explain(id)).toMatchObject({
      ...{ situation: 'PIPELINE_PAUSED', advice: 'RESUME_PIPELINE' },
    });
  });

  test('that is in a block no projector has come to', async () => {
    const id = await command({ status: 'COMMITTED', more: { commitBlock: 4n, fabricTxId: 'tx' } });
    await here(() =>
      ctx.db.projectorState.createMany({
        data: [{ projectorName: 'user-activation', channel: 'main', lastBlock: 3n }],
      }),
    );
    expect(await explain(id)).toMatchObject({ situation: 'COMMITTED_NOT_APPLIED', advice: 'WAIT' });
  });

  test('whose event was set aside', async () => {
    const id = await command({ status: 'COMMITTED', more: { commitBlock: 0n, fabricTxId: 'tx' } });
    const letterId = await letter({ fabricTxId: 'tx' });
    expect(await explain(id)).toMatchObject({
      ...{ situation: 'COMMITTED_SET_ASIDE', advice: 'REPLAY_EVENT', deadLetterIds: [letterId] },
    });
  });

  test('only to its own tenant', async () => {
    const id = await command({}, other);
    await expect(explain(id)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  });
});

let letterCount = 0;
function letter(given: Record<string, unknown> = {}, of: ServiceContext = ctx): Promise<string> {
  letterCount += 1;
  return inScope(of, async () => {
    const { id } = await of.db.eventDLQ.create({
      data: {
        ...{ projectorName: 'user-activation', channel: 'main', eventIndex: 0 },
        ...{ blockNumber: BigInt(letterCount), fabricTxId: `tx-${letterCount}` },
        ...{ chaincode: 'Identity', eventName: 'UserCreated', eventVersion: 1 },
        ...{ txTimestamp: new Date(), reason: 'There is no user', rawPayload: {} },
        ...given,
      },
      select: { id: true },
    });
    return id;
  });
}

describe('an event that was set aside is explained', () => {
  test.each([
    [{}, null, true],
    [{ eventVersion: 9 }, 'VERSION_UNKNOWN', false],
    [{ eventName: 'Unheard' }, 'EVENT_UNKNOWN', false],
    [{ projectorName: 'gone' }, 'PROJECTION_UNKNOWN', false],
  ])('%j: %s', async (given, cause, canReplay) => {
    const deadLetterId = await letter(given);
    expect(await here(() => explainDeadLetter({ ctx, input: { deadLetterId } }))).toMatchObject({
      ...{ deadLetterId, cause, canReplay, attempts: 1, reason: 'There is no user' },
    });
  });

  test('only to its own tenant', async () => {
    const deadLetterId = await letter({}, other);
    await expect(
      here(() => explainDeadLetter({ ctx, input: { deadLetterId } })),
    ).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  });
});

describe('acts by filter', () => {
  test('touch what fits and may be acted on, of this tenant, each with its audit row; a dry run touches nothing', async () => {
    const away = { status: 'FAILED', errorCode: 'ledger.unavailable' } as const;
    const [first, second] = [await command(away), await command(away)];
    const otherCode = await command({ status: 'FAILED', errorCode: 'ledger.payload_invalid' });
    const refused = await command({ ...away, more: { commitBlock: 1n } });
    const foreign = await command(away, other);
    const input = { filter: { errorCode: 'ledger.unavailable' }, isDryRun: true, reason };
    expect(await here(() => retryCommands({ ctx, input }))).toEqual({
      ...{ isDryRun: true, matchedCount: 2, doneCount: 0, refused: [], hasMore: false },
    });
    expect(await statusOf(first)).toBe('FAILED');
    const result = await here(() => retryCommands({ ctx, input: { ...input, isDryRun: false } }));
    expect(result).toMatchObject({ matchedCount: 2, doneCount: 2, refused: [] });
    const ids = [first, second, otherCode, refused];
    const statuses = await Promise.all(ids.map((id) => statusOf(id)));
    expect(statuses).toEqual(['PENDING', 'PENDING', 'FAILED', 'FAILED']);
    expect(await statusOf(foreign, other)).toBe('FAILED');
    const where = { action: 'command.retry', reason };
    expect(await here(() => ctx.db.auditLog.count({ where }))).toBe(2);
  });

  test('choose by type, time and words', async () => {
    const id = await command({ status: 'FAILED' });
    const count = async (filter: object) => {
      const input = { filter, isDryRun: true, reason };
      return (await here(() => cancelCommands({ ctx, input }))).matchedCount;
    };
    expect(await count({ commandType: 'CREATE_USER' })).toBe(1);
    expect(await count({ commandType: 'TRANSFER_TOKENS' })).toBe(0);
    expect(await count({ createdFrom: new Date(Date.now() - 60_000) })).toBe(1);
    expect(await count({ createdTo: new Date(Date.now() - 60_000) })).toBe(0);
    expect(await count({ search: 'create-user' })).toBe(1);
    expect(await count({ search: 'nothing-like-it' })).toBe(0);
    expect(await statusOf(id)).toBe('FAILED');
  });

  test('go on behind one that is refused, and say so', async () => {
    await letter({ rawPayload: createUserPayload(await addApprovedUser(ctx)) });
    const broken = await letter();
    const input = { filter: { eventName: 'UserCreated' }, isDryRun: false, reason };
    const result = await here(() => replayDeadLetters({ ctx, input }));
    expect(result).toMatchObject({
      ...{ matchedCount: 2, doneCount: 1 },
      refused: [{ code: 'dead_letter.still_fails', count: 1, example: broken }],
    });
    expect(await here(() => discardDeadLetters({ ctx, input }))).toMatchObject({ doneCount: 1 });
    expect(await here(() => ctx.db.eventDLQ.count({ where: { status: 'OPEN' } }))).toBe(0);
  });
});
