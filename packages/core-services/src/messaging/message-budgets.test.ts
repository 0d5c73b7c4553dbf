import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, ServiceContext, ServiceTenant } from '../context.ts';
import { takeSendBudget } from '../onboarding/registration/sending.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { tenantHour } from './message-limits.ts';
import { takeAskBudget, type AskedMessage } from './take-ask-budget.ts';
import { takeDeliveryBudget } from './take-delivery-budget.ts';

let platform: TestPlatform;
let tenant: ServiceTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  tenant = await platform.makeTenant();
  // The start of an hour and of a day, so that windows have all of their length before them.
  platform.clock.set(new Date('2027-03-01T00:00:00.000Z'));
});

const service: Actor = { kind: 'SERVICE', service: 'api' };
const minuteMs = 60_000;

function from(ip: string, actor: Actor = service, messagesPerHour = 10_000): ServiceContext {
  const settings = { ...tenant.settings, messagesPerHour };
  return platform.context({ ...tenant, settings }, actor, {
    request: { id: 'r', ip, userAgent: null },
  });
}

const reset = (recipient: string): AskedMessage => ({
  template: 'passwordReset',
  channel: 'EMAIL',
  recipient,
});
const network = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

const ask = (ctx: ServiceContext, asked: AskedMessage) =>
  inScope(ctx, () => takeAskBudget(ctx, asked)).then(
    () => 'taken',
    (error: { code: string; params: unknown }) => error.code,
  );
const deliver = (ctx: ServiceContext, template: string, recipient: string) =>
  inScope(ctx, () => takeDeliveryBudget(ctx, { template, recipient }));

async function takenOf(count: number, take: (index: number) => Promise<string>): Promise<number> {
  let taken = 0;
  for (let index = 0; index < count; index += 1) if ((await take(index)) === 'taken') taken += 1;
  return taken;
}

describe('what somebody asks for', () => {
  test('comes once a minute of one template to one recipient from one network', async () => {
    const ctx = from('203.0.113.1');
    expect(await ask(ctx, reset('ada@people.test'))).toBe('taken');
    expect(await ask(ctx, reset('ada@people.test'))).toBe('message.too_soon');
    expect(await ask(ctx, { ...reset('ada@people.test'), template: 'emailVerification' })).toBe(
      'taken',
    );
    expect(await ask(ctx, reset('eve@people.test'))).toBe('taken');
    platform.clock.moveBy(minuteMs - 1);
    expect(await ask(ctx, reset('ada@people.test'))).toBe('message.too_soon');
    platform.clock.moveBy(1);
    expect(await ask(ctx, reset('ada@people.test'))).toBe('taken');
  });

  test('says in how many seconds it may be asked for again', async () => {
    const ctx = from('203.0.113.1');
    await ask(ctx, reset('ada@people.test'));
    platform.clock.moveBy(20_500);
    const refusal = inScope(ctx, () => takeAskBudget(ctx, reset('ada@people.test')));
    await expect(refusal).rejects.toMatchObject({
      kind: 'LIMIT_EXCEEDED',
      params: { retryAfterSeconds: 40 },
    });
  });

  test('comes 5 times an hour from one network, and the owner’s own network still has its own', async () => {
    const stranger = from('203.0.113.1');
    const taken = await takenOf(50, () => {
      platform.clock.moveBy(minuteMs);
      return ask(stranger, reset('ada@people.test'));
    });
    expect(taken).toBe(5);
    platform.clock.moveBy(minuteMs);
    expect(await ask(stranger, reset('ada@people.test'))).toBe('message.recipient_limit');
    expect(await ask(from('198.51.100.9'), reset('ada@people.test'))).toBe('taken');
    platform.clock.set(new Date('2027-03-01T01:00:00.000Z'));
    expect(await ask(stranger, reset('ada@people.test'))).toBe('taken');
  });

  test.each([
    ['EMAIL', 'ada@people.test', 20, 50],
    ['SMS', '+237655500001', 10, 20],
  ] as const)(
    'comes by %s to one recipient at most so often whoever asks',
    async (channel, recipient, hour, day) => {
      const template = 'phoneChangeCode';
      let asked = 0;
      const one = () => ask(from(network((asked += 1))), { template, channel, recipient });
      expect(await takenOf(hour + 5, one)).toBe(hour);
      let taken = hour;
      for (let next = 1; next <= 6; next += 1) {
        platform.clock.set(new Date(Date.UTC(2027, 2, 1, next)));
        taken += await takenOf(hour + 5, one);
      }
      expect(taken).toBe(day);
      platform.clock.set(new Date('2027-03-02T00:00:00.000Z'));
      expect(await one()).toBe('taken');
    },
  );

  test('comes 120 times an hour from one network, a /64 of IPv6 being one', async () => {
    const taken = await takenOf(130, (index) =>
      ask(from(`2001:db8::${index.toString(16)}`), reset(`p${index}@people.test`)),
    );
    expect(taken).toBe(120);
    expect(await ask(from('2001:db8::1'), reset('last@people.test'))).toBe('rate.limited');
    expect(await ask(from('2001:db8:0:1::1'), reset('last@people.test'))).toBe('taken');
  });

  test('costs operators no network, but the recipient all the same', async () => {
    const operator: Actor = {
      kind: 'OPERATOR',
      userId: tenant.id,
      homeTenantId: tenant.id,
      role: 'ADMIN',
      name: 'Op',
    };
    const ctx = from('203.0.113.1', operator);
    expect(await takenOf(25, () => ask(ctx, reset('ada@people.test')))).toBe(20);
  });

  test('is counted with sixty-four at once, and in one tenant alone', async () => {
    const contexts = Array.from({ length: 64 }, (_, index) => from(network(index)));
    const answers = await Promise.all(contexts.map((ctx) => ask(ctx, reset('ada@people.test'))));
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(20);
    tenant = await platform.makeTenant();
    expect(await ask(from(network(0)), reset('ada@people.test'))).toBe('taken');
  });
});

describe('an hour of the tenant', () => {
  test('may be filled by codes, to three quarters by what can wait, and never holds up security', async () => {
    const { CODE, SECURITY, SERVICE, OPTIONAL } = {
      CODE: 20,
      SECURITY: 2_147_483_647,
      SERVICE: 15,
      OPTIONAL: 15,
    };
    for (const [purpose, limit] of Object.entries({ CODE, SECURITY, SERVICE, OPTIONAL })) {
      expect(tenantHour(20, purpose as 'CODE').limit).toBe(limit);
    }
    const ctx = from('203.0.113.1', service, 20);
    const send = async (template: string, index: number) =>
      (await deliver(ctx, template, `p${index}@people.test`)).isTaken ? 'taken' : 'waits';
    expect(await takenOf(30, (index) => send('welcome', index))).toBe(15);
    expect(
      await takenOf(30, (index) =>
        ask(from(network(index), service, 20), reset(`q${index}@people.test`)),
      ),
    ).toBe(5);
    expect(await takenOf(30, (index) => send('passwordChanged', index))).toBe(30);
    expect(await send('subscriptionExpiring', 0)).toBe('waits');
    platform.clock.set(new Date('2027-03-01T01:00:00.000Z'));
    expect(await send('welcome', 99)).toBe('taken');
  });

  test('has room for one message at least, and says when there will be more', async () => {
    const ctx = from('203.0.113.1', service, 1);
    platform.clock.moveBy(10 * minuteMs);
    expect(await deliver(ctx, 'welcome', 'a@people.test')).toMatchObject({ isTaken: true });
    expect(await deliver(ctx, 'welcome', 'b@people.test')).toEqual({
      isTaken: false,
      retryAfterSeconds: 50 * 60,
    });
  });

  test('counts notices of security, so that a flood of them holds up what can wait and nothing else', async () => {
    const ctx = from('203.0.113.1', service, 20);
    for (let index = 0; index < 40; index += 1) await deliver(ctx, 'newDevice', 'ada@people.test');
    expect(await deliver(ctx, 'welcome', 'b@people.test')).toMatchObject({ isTaken: false });
    expect(await deliver(ctx, 'passwordChanged', 'ada@people.test')).toMatchObject({
      isTaken: true,
    });
  });

  test('is open to three quarters for what is asked for and can wait, as for all that can', async () => {
    const inviter = (index: number) => from(network(index), service, 20);
    const invite = (index: number) =>
      ask(inviter(index), {
        template: 'organizationInvitation',
        channel: 'EMAIL',
        recipient: `p${index}@people.test`,
      });
    expect(await takenOf(30, invite)).toBe(15);
    expect(await deliver(inviter(0), 'organizationInvitation', 'p0@people.test')).toEqual({
      isTaken: true,
    });
    expect(await ask(inviter(99), reset('p0@people.test'))).toBe('taken');
  });

  test('is not charged twice for what was asked for', async () => {
    const ctx = from('203.0.113.1', service, 4);
    await ask(ctx, reset('ada@people.test'));
    await deliver(ctx, 'passwordReset', 'ada@people.test');
    expect(
      await takenOf(5, (index) => ask(from(network(index), service, 4), reset(`p${index}@x.test`))),
    ).toBe(3);
  });
});

test('registration’s codes draw on the same hour of the tenant', async () => {
  const ctx = from('203.0.113.1', service, 2);
  const send = (recipient: string) =>
    inScope(ctx, () => takeSendBudget(ctx, { purpose: 'email', recipient }));
  expect([await send('a@people.test'), await ask(ctx, reset('b@people.test'))]).toEqual([
    null,
    'taken',
  ]);
  await expect(send('c@people.test')).rejects.toMatchObject({ code: 'rate.limited' });
});

test('nobody is sent more than 30 messages an hour and 100 a day that nobody asked for', async () => {
  const ctx = from('203.0.113.1');
  const send = async () =>
    (await deliver(ctx, 'informationRequested', 'ada@people.test')).isTaken ? 'taken' : 'waits';
  expect(await takenOf(40, send)).toBe(30);
  let taken = 30;
  for (let hour = 1; hour <= 5; hour += 1) {
    platform.clock.set(new Date(Date.UTC(2027, 2, 1, hour)));
    taken += await takenOf(40, send);
  }
  expect(taken).toBe(100);
});
