import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toAppError } from '@freehold/core-db';
import type { MessageStatus } from '@freehold/core-contracts/enums';
import type { Actor, ServiceContext } from '../context.ts';
import {
  createTestPlatform,
  inScope,
  readTestMessages,
  type TestPlatform,
} from '../testing/index.ts';
import { cancelMessage } from './cancel-message.ts';
import { enqueueMessage } from './enqueue-message.ts';
import { getMessage } from './get-message.ts';
import { listMessages } from './list-messages.ts';
import { resendMessage } from './resend-message.ts';
import { retryMessage } from './retry-message.ts';

let platform: TestPlatform;
let ctx: ServiceContext;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  const tenant = await platform.makeTenant();
  const actor: Actor = {
    kind: 'OPERATOR',
    userId: tenant.id,
    homeTenantId: tenant.id,
    role: 'ADMIN',
    name: 'Olga Operator',
  };
  ctx = platform.context(tenant, actor);
});

const reason = 'They say it never came';
const path = 'https://portal.example/t/reset-password#secret';
const messages = {
  welcome: { template: 'welcome', parameters: { firstName: 'Ada' } },
  passwordReset: { template: 'passwordReset', parameters: { path, minutes: 30 } },
  emailVerification: { template: 'emailVerification', parameters: { path } },
  newDevice: { template: 'newDevice', parameters: { firstName: 'Ada', device: 'D', ip: '::1' } },
  webhookDisabled: {
    template: 'webhookDisabled',
    parameters: { url: 'https://h.example/', organization: null },
  },
} as const;

async function write(name: keyof typeof messages, status: MessageStatus = 'SENT', key = 'first') {
  return inScope(ctx, async () => {
    await ctx.db.$transaction((tx) =>
      enqueueMessage(tx, ctx, {
        channel: 'EMAIL',
        recipient: 'ada@people.test',
        ...messages[name],
        locale: 'en',
        idempotencyKey: key,
        entity: { type: 'User', id: 'u1' },
      }),
    );
    const row = await ctx.db.outboundMessage.findFirstOrThrow({ where: { idempotencyKey: key } });
    await ctx.db.outboundMessage.updateMany({
      where: { id: row.id },
      data: { status, attempts: 3, error: status === 'DEAD' ? 'SMTP 550' : null },
    });
    return row.id;
  });
}

const act = (verb: typeof resendMessage, messageId: string) =>
  inScope(ctx, () => verb({ ctx, input: { messageId, reason } }));
const read = (id: string) =>
  inScope(ctx, () => ctx.db.outboundMessage.findFirstOrThrow({ where: { id } }));
const audits = (action: string) =>
  inScope(ctx, () => ctx.db.auditLog.findMany({ where: { action } }));

describe('a message sent again', () => {
  test('is a new one, to the same recipient with the same words, whose key names the first', async () => {
    const id = await write('welcome');
    const copy = await act(resendMessage, id);
    expect(copy).toMatchObject({ status: 'PENDING', attempts: 0, recipient: 'ada@people.test' });
    expect(copy.id).not.toBe(id);
    expect(await read(copy.id)).toMatchObject({
      idempotencyKey: `resend:${id}:1`,
      entityType: 'User',
      entityId: 'u1',
      providerMessageId: null,
    });
    const [first, second] = await inScope(ctx, () => readTestMessages(ctx));
    expect(second).toEqual(first);
    expect(platform.woken).toContain('messages');
    expect(await audits('message.resend')).toMatchObject([
      { entityId: id, reason, actorName: 'Olga Operator', changes: { messageId: copy.id } },
    ]);
  });

  test('again and again stays a copy of the first', async () => {
    const id = await write('welcome');
    const copy = await act(resendMessage, id);
    await inScope(ctx, () =>
      ctx.db.outboundMessage.updateMany({ where: { id: copy.id }, data: { status: 'SENT' } }),
    );
    const second = await act(resendMessage, copy.id);
    expect(await read(second.id)).toMatchObject({ idempotencyKey: `resend:${id}:2` });
  });

  test('by eight at once is sent once', async () => {
    const id = await write('welcome');
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => act(resendMessage, id)),
    );
    const sent = answers.filter(({ status }) => status === 'fulfilled').length;
    const copies = await inScope(ctx, () =>
      ctx.db.outboundMessage.count({ where: { idempotencyKey: { startsWith: 'resend:' } } }),
    );
    expect(copies).toBe(sent);
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [toAppError(answer.reason).kind] : [],
    );
    expect(new Set(refused)).toEqual(refused.length === 0 ? new Set() : new Set(['CONFLICT']));
    expect(await audits('message.resend')).toHaveLength(copies);
  });

  test.each(['DEAD', 'CANCELLED'] as const)('may have been %s', async (status) => {
    const id = await write('welcome', status);
    expect(await act(resendMessage, id)).toMatchObject({ status: 'PENDING' });
    expect(await read(id)).toMatchObject({ status });
  });

  test.each(['PENDING', 'LOCKED'] as const)('may not be %s still', async (status) => {
    const id = await write('welcome', status);
    await expect(act(resendMessage, id)).rejects.toMatchObject({
      kind: 'CONFLICT',
      code: 'message.not_resendable',
      params: { status },
    });
  });

  test('with a code or a link is sent while it holds and not afterwards', async () => {
    const id = await write('passwordReset');
    expect((await read(id)).expiresAt).toEqual(new Date(platform.clock().getTime() + 30 * 60_000));
    platform.clock.moveBy(30 * 60_000 - 1);
    const copy = await act(resendMessage, id);
    expect(await read(copy.id)).toMatchObject({ isSecret: true, isUrgent: true });
    expect((await read(copy.id)).expiresAt).toEqual((await read(id)).expiresAt);
    platform.clock.moveBy(1);
    await expect(act(resendMessage, id)).rejects.toMatchObject({ code: 'message.expired' });
  });

  test('with a secret of which nobody knows how long it holds is refused', async () => {
    const id = await write('emailVerification');
    await expect(act(resendMessage, id)).rejects.toMatchObject({ code: 'message.expired' });
    expect(await audits('message.resend')).toEqual([]);
  });

  test('to one recipient is bounded for operators too', async () => {
    const id = await write('welcome');
    platform.clock.set(new Date('2027-03-01T00:00:00.000Z'));
    for (let count = 0; count < 20; count += 1) await act(resendMessage, id);
    await expect(act(resendMessage, id)).rejects.toMatchObject({ code: 'message.recipient_limit' });
  });
});

describe('a message called off', () => {
  test.each([
    ['welcome', 'PENDING'],
    ['welcome', 'DEAD'],
    ['newDevice', 'DEAD'],
  ] as const)(
    '%s that is %s is not sent, and it is said who called it off',
    async (name, status) => {
      const id = await write(name, status);
      expect(await act(cancelMessage, id)).toMatchObject({ status: 'CANCELLED' });
      expect(await audits('message.cancel')).toMatchObject([
        { entityId: id, reason, changes: { status: { before: status, after: 'CANCELLED' } } },
      ]);
      await expect(act(cancelMessage, id)).rejects.toMatchObject({
        code: 'message.not_cancellable',
      });
    },
  );

  test.each([
    ['welcome', 'LOCKED'],
    ['welcome', 'SENT'],
    ['newDevice', 'PENDING'],
  ] as const)('%s that is %s cannot be called off', async (name, status) => {
    const id = await write(name, status);
    await expect(act(cancelMessage, id)).rejects.toMatchObject({
      kind: 'CONFLICT',
      code: 'message.not_cancellable',
      params: { status },
    });
    expect(await read(id)).toMatchObject({ status });
    expect(await audits('message.cancel')).toEqual([]);
  });
});

describe('a message that was given up', () => {
  test('is tried again from the first attempt', async () => {
    const id = await write('welcome', 'DEAD');
    expect(await act(retryMessage, id)).toMatchObject({
      status: 'PENDING',
      attempts: 0,
      error: null,
    });
    expect(await audits('message.retry')).toMatchObject([{ entityId: id, reason }]);
    await expect(act(retryMessage, id)).rejects.toMatchObject({ code: 'message.not_retryable' });
  });

  test('is not tried again once what it says ran out', async () => {
    const id = await write('passwordReset', 'DEAD');
    platform.clock.moveBy(30 * 60_000);
    await expect(act(retryMessage, id)).rejects.toMatchObject({ code: 'message.expired' });
    expect(await read(id)).toMatchObject({ status: 'DEAD' });
  });

  test('is found by its status', async () => {
    const id = await write('welcome', 'DEAD');
    await write('newDevice', 'SENT', 'other');
    const page = await inScope(ctx, () =>
      listMessages({ ctx, input: { page: 1, limit: 25, status: ['DEAD'] } }),
    );
    expect(page.items.map((item) => item.id)).toEqual([id]);
  });
});

test.each([
  ['welcome', 'PENDING', ['CANCEL']],
  ['newDevice', 'PENDING', []],
  ['welcome', 'LOCKED', []],
  ['welcome', 'SENT', ['RESEND']],
  ['welcome', 'CANCELLED', ['RESEND']],
  ['welcome', 'DEAD', ['RETRY', 'RESEND', 'CANCEL']],
  ['passwordReset', 'DEAD', ['RETRY', 'RESEND', 'CANCEL']],
  ['emailVerification', 'SENT', []],
] as const)('%s that is %s offers %j', async (name, status, acts) => {
  const messageId = await write(name, status);
  const detail = await inScope(ctx, () => getMessage({ ctx, input: { messageId } }));
  expect(detail.acts).toEqual(acts);
});

test.each([resendMessage, cancelMessage, retryMessage])(
  '%o knows no message of another tenant',
  async (verb) => {
    const id = await write('welcome', 'DEAD');
    ctx = platform.context(await platform.makeTenant(), ctx.actor);
    await expect(act(verb, id)).rejects.toMatchObject({ code: 'entity.not_found' });
  },
);

describe('a person who turned e-mail off', () => {
  async function person(isEmailNotificationEnabled: boolean) {
    await inScope(ctx, () =>
      ctx.db.user.create({
        data: {
          email: 'ada@people.test',
          firstName: 'Ada',
          lastName: 'Byron',
          preferences: { create: { isEmailNotificationEnabled } },
        },
      }),
    );
  }
  const written = () => inScope(ctx, () => ctx.db.outboundMessage.count());

  test('is not written to about what is optional', async () => {
    await person(false);
    await expect(write('webhookDisabled')).rejects.toThrow();
    expect(await written()).toBe(0);
  });

  test.each(['newDevice', 'passwordReset', 'welcome'] as const)(
    'is written %s all the same',
    async (name) => {
      await person(false);
      await write(name);
      expect(await written()).toBe(1);
    },
  );

  test('who left it on, or has no account, is written to', async () => {
    await write('webhookDisabled', 'SENT', 'nobody');
    await person(true);
    await write('webhookDisabled', 'SENT', 'somebody');
    expect(await written()).toBe(2);
  });
});
