import { withTenant } from '@freehold/core-db';
import { createKeyring } from '@freehold/core-services/keyring';
import type { ServiceContext } from '@freehold/core-services/context';
import { bodyContext, enqueueMessage } from '@freehold/core-services/messaging/enqueue-message';
import {
  MessageError,
  type MessageProvider,
  type OutgoingMessage,
} from '@freehold/core-services/messaging/message-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import { drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { senderDefaults } from './sender.ts';

let setup: WorkerTest;
let ctx: ServiceContext;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());
beforeEach(async () => {
  ctx = setup.contextOf(await setup.makeTenant());
});

const going = new AbortController().signal;
const inTenant = <T>(work: () => Promise<T>) => withTenant(ctx.tenant.id, work);

async function write(
  key: string,
  channel: 'EMAIL' | 'SMS' = 'EMAIL',
  more: { readonly expiresAt?: Date; readonly recipient?: string } = {},
): Promise<string> {
  return inTenant(async () => {
    await ctx.db.$transaction((tx) =>
      enqueueMessage(tx, ctx, {
        channel,
        recipient: channel === 'EMAIL' ? 'ada@people.test' : '+237655500001',
        template: 'welcome',
        parameters: { firstName: 'Ada' },
        locale: 'en',
        idempotencyKey: key,
        ...more,
      }),
    );
    const { id } = await ctx.db.outboundMessage.findFirstOrThrow({
      where: { idempotencyKey: key },
    });
    return id;
  });
}

const read = (id: string) =>
  inTenant(() => ctx.db.outboundMessage.findFirstOrThrow({ where: { id } }));

function recorder(send: (message: OutgoingMessage) => Promise<void> = async () => undefined) {
  const taken: OutgoingMessage[] = [];
  const provider: MessageProvider = {
    name: 'recorder',
    async send(message) {
      taken.push(message);
      await send(message);
      return { providerMessageId: `id:${message.idempotencyKey}` };
    },
  };
  return { taken, providers: { EMAIL: provider, SMS: provider } };
}

describe('a message', () => {
  test('is handed over as it was written, under its key, and marked', async () => {
    const id = await write('one');
    const { taken, providers } = recorder();
    await drain(setup.sender({ providers }));
    expect(taken).toEqual([
      expect.objectContaining({
        channel: 'EMAIL',
        recipient: 'ada@people.test',
        body: expect.stringContaining('Welcome, Ada.'),
        idempotencyKey: 'one',
      }),
    ]);
    expect(await read(id)).toMatchObject({
      status: 'SENT',
      attempts: 1,
      provider: 'recorder',
      providerMessageId: 'id:one',
      sentAt: expect.any(Date),
      lockedBy: null,
      error: null,
    });
  });

  test('goes to the dev inbox where nothing else is set', async () => {
    const id = await write('dev', 'SMS');
    await drain(setup.sender());
    expect(await read(id)).toMatchObject({ status: 'SENT', provider: 'dev-inbox' });
  });

  test('is tried again later and later, then given up with its reason and an audit row', async () => {
    const id = await write('again');
    const { taken, providers } = recorder(() =>
      Promise.reject(new MessageError('RETRY', 'SMTP 451')),
    );
    const step = setup.sender({ providers, limits: { ...senderDefaults, maxAttempts: 3 } });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await step(going);
      if (attempt === 3) break;
      const row = await read(id);
      expect(row).toMatchObject({ status: 'PENDING', attempts: attempt, error: 'SMTP 451' });
      expect(row.availableAt.getTime()).toBeGreaterThan(Date.now() + 1_000);
      expect(await step(going)).toBe(false);
      await setup.endLeases();
    }
    expect(await read(id)).toMatchObject({ status: 'DEAD', attempts: 3, error: 'SMTP 451' });
    expect(taken).toHaveLength(3);
    expect(new Set(taken.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set(['again']));
    const [audit] = await inTenant(() => ctx.db.auditLog.findMany({ where: { entityId: id } }));
    expect(audit).toMatchObject({
      action: 'message.giveUp',
      actorName: 'messages',
      reason: 'SMTP 451',
    });
  });

  test('that can never be taken is given up at once', async () => {
    const id = await write('never');
    const { providers } = recorder(() => Promise.reject(new MessageError('GIVE_UP', 'SMTP 550')));
    await drain(setup.sender({ providers }));
    expect(await read(id)).toMatchObject({ status: 'DEAD', attempts: 1, error: 'SMTP 550' });
  });

  test('whose provider fails in an unknown way is tried again, and nothing of the failure is shown', async () => {
    const id = await write('odd');
    const { providers } = recorder(() => Promise.reject(new Error('token=abc')));
    await setup.sender({ providers })(going);
    expect(await read(id)).toMatchObject({ status: 'PENDING', error: 'The provider failed' });
  });

  test('whose provider does not answer is tried again', async () => {
    const id = await write('slow');
    const { providers } = recorder(() => new Promise(() => undefined));
    await setup.sender({ providers, limits: { ...senderDefaults, timeoutMs: 100 } })(going);
    expect(await read(id)).toMatchObject({ status: 'PENDING', error: 'No answer within 100 ms' });
  });

  test('sealed under a key that is gone is given up without a provider', async () => {
    const id = await write('sealed');
    const other = createKeyring({
      encryptionKeys: [{ id: 'gone', key: new Uint8Array(32).fill(1) }],
      digestKey: new Uint8Array(32),
    });
    const bodyCiphertext = other.encrypt('x', bodyContext(ctx.tenant.id, 'sealed'));
    await inTenant(() =>
      ctx.db.outboundMessage.updateMany({ where: { id }, data: { bodyCiphertext } }),
    );
    const { taken, providers } = recorder();
    await drain(setup.sender({ providers }));
    expect(await read(id)).toMatchObject({ status: 'DEAD', provider: null });
    expect(taken).toEqual([]);
  });
});

describe('a message over its budgets', () => {
  const withRoomFor = async (messagesPerHour: number) => {
    ctx = setup.contextOf(await setup.makeTenant({ settings: { messagesPerHour } }));
  };

  test('waits for the next hour, its attempt given back, and is sent then', async () => {
    await withRoomFor(1);
    const ids = [await write('b1'), await write('b2')];
    const { taken, providers } = recorder();
    await drain(setup.sender({ providers }));
    const sent = () => taken.filter(({ idempotencyKey }) => /^b[12]$/u.test(idempotencyKey));
    expect(sent()).toHaveLength(1);
    const [waits] = (await Promise.all(ids.map(read))).filter(({ status }) => status === 'PENDING');
    expect(waits).toMatchObject({
      attempts: 0,
      error: 'Waits for room in a budget',
      lockedBy: null,
    });
    const hourMs = 3_600_000;
    const nextHour = Math.ceil(Date.now() / hourMs) * hourMs;
    expect(waits!.availableAt.getTime()).toBeGreaterThanOrEqual(nextHour - 1_000);
    expect(waits!.availableAt.getTime()).toBeLessThanOrEqual(nextHour + 61_000);
    await inTenant(() => ctx.db.usageBudget.deleteMany());
    await setup.endLeases();
    await drain(setup.sender({ providers }));
    expect(sent()).toHaveLength(2);
    expect(await read(waits!.id)).toMatchObject({ status: 'SENT', attempts: 1, error: null });
  });

  test('is given up after three days without room', async () => {
    await withRoomFor(1);
    await write('c1');
    await drain(setup.sender());
    const id = await write('c2');
    const createdAt = new Date(Date.now() - 3 * 86_400_000);
    await inTenant(() => ctx.db.outboundMessage.updateMany({ where: { id }, data: { createdAt } }));
    await drain(setup.sender());
    expect(await read(id)).toMatchObject({
      status: 'DEAD',
      error: 'There was no room in its budgets for three days',
    });
  });

  test('that was tried before is not counted again', async () => {
    await withRoomFor(2);
    const id = await write('d1');
    const { providers } = recorder(() => Promise.reject(new MessageError('RETRY', 'SMTP 451')));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await setup.sender({ providers })(going);
      await setup.endLeases();
    }
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 3 });
    const used = await inTenant(() =>
      ctx.db.usageBudget.findMany({ where: { kind: 'message.tenant.hour' } }),
    );
    expect(used.map((budget) => budget.used)).toEqual([1]);
  });
});

test('a message that has run out is not sent', async () => {
  const id = await write('over', 'EMAIL', { expiresAt: new Date(Date.now() - 1) });
  const holds = await write('holds', 'EMAIL', { expiresAt: new Date(Date.now() + 60_000) });
  const { taken, providers } = recorder();
  await drain(setup.sender({ providers }));
  const keys = taken.map(({ idempotencyKey }) => idempotencyKey);
  expect(keys).toContain('holds');
  expect(keys).not.toContain('over');
  expect(await read(id)).toMatchObject({
    status: 'DEAD',
    error: 'What it says ran out before it could be sent',
  });
  expect(await read(holds)).toMatchObject({ status: 'SENT' });
});

test.each([
  ['a rest longer than ours', 600_000, 600_000],
  ['a rest shorter than ours', 1, 2_500],
  ['a rest without end', 86_400_000, 3_600_000],
])('a provider that asks for %s gets it, within an hour', async (_, retryAfterMs, atLeastMs) => {
  const id = await write('rest');
  const { providers } = recorder(() =>
    Promise.reject(new MessageError('RETRY', 'answered 429', { retryAfterMs })),
  );
  const before = Date.now();
  await setup.sender({ providers })(going);
  const waitMs = (await read(id)).availableAt.getTime() - before;
  expect(waitMs).toBeGreaterThanOrEqual(atLeastMs);
  expect(waitMs).toBeLessThan(Math.max(atLeastMs, 5_000) + 10_000);
});

test('what is given back or waits is no warning', async () => {
  const lines: string[] = [];
  const logger = {
    info: (_: object, text: string) => void lines.push(`info ${text}`),
    warn: (_: object, text: string) => void lines.push(`warn ${text}`),
    error: () => undefined,
  };
  await write('given-back');
  const stopping = new AbortController();
  const reach = (point: FaultPoint) => {
    if (point === 'messages.claimed') stopping.abort();
  };
  await setup.sender({ logger, faults: { reach } })(stopping.signal);
  expect(lines).toEqual(['info Message given back; it will be claimed again']);
});

test('a sender that wakes late touches nothing', async () => {
  const id = await write('zombie');
  const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const reach = (point: FaultPoint) => {
    if (point !== 'messages.sent') return;
    asleep.resolve();
    return awake.promise;
  };
  const { taken, providers } = recorder();
  const step = setup.sender({ providers, faults: { reach } })(going);
  await asleep.promise;
  await setup.endLeases();
  await drain(setup.sender({ providers }));
  const settled = await read(id);
  awake.resolve();
  await step;
  expect(await read(id)).toEqual(settled);
  const keys = taken.map(({ idempotencyKey }) => idempotencyKey);
  expect(keys.filter((key) => key === 'zombie')).toHaveLength(2);
});

test('a sender that wakes while another holds its message leaves it to the other', async () => {
  const id = await write('held');
  const sleepAt = (point: FaultPoint) => {
    const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const reach = (at: FaultPoint) => {
      if (at !== point) return;
      asleep.resolve();
      return awake.promise;
    };
    return { faults: { reach }, asleep: asleep.promise, wake: awake.resolve };
  };
  const { providers } = recorder();
  const zombie = sleepAt('messages.sent');
  const late = setup.sender({ providers, faults: zombie.faults })(going);
  await zombie.asleep;
  await setup.endLeases();
  const holder = sleepAt('messages.sent');
  const step = setup.sender({ providers, worker: 'holder', faults: holder.faults })(going);
  await holder.asleep;
  const held = await read(id);
  expect(held).toMatchObject({ status: 'LOCKED', lockedBy: 'holder', leaseNumber: 2 });
  zombie.wake();
  await late;
  expect(await read(id)).toEqual(held);
  holder.wake();
  await step;
  expect(await read(id)).toMatchObject({ status: 'SENT', lockedBy: null });
});

test('a message that ends its senders is given up and holds up no other', async () => {
  const id = await write('poison');
  const limits = { ...senderDefaults, maxAttempts: 2 };
  for (let death = 0; death < 2; death += 1) {
    const dead = Promise.withResolvers<void>();
    const reach = (point: FaultPoint) => {
      if (point !== 'messages.claimed') return;
      dead.resolve();
      return new Promise<void>(() => undefined);
    };
    void setup.sender({ faults: { reach }, limits })(going);
    await dead.promise;
    await setup.endLeases();
  }
  const neighbour = await write('neighbour');
  await drain(setup.sender({ limits }));
  expect(await read(id)).toMatchObject({
    status: 'DEAD',
    error: 'Its worker ended 2 times without an answer',
  });
  expect(await read(neighbour)).toMatchObject({ status: 'SENT', attempts: 1 });
});

test('sixteen senders at once hand each message over once', async () => {
  for (let index = 0; index < 30; index += 1) await write(`many-${index}`);
  const { taken, providers } = recorder();
  const limits = { ...senderDefaults, batch: 4 };
  const senders = Array.from({ length: 16 }, () => setup.sender({ providers, limits }));
  await Promise.all(senders.map((step) => drain(step)));
  expect(taken).toHaveLength(30);
  expect(new Set(taken.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(30);
});
