import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceTenant } from '../../context.ts';
import { inScope } from '../../testing/index.ts';
import { removeExpiredBudgets } from '../budget/remove-expired-budgets.ts';
import { takeBudget } from '../budget/take-budget.ts';
import { createResumeLink } from './create-resume-link.ts';
import { dialPrefixLimit, networkLimits, tenantLimits } from './limits.ts';
import {
  freshEmail,
  freshPhone,
  hourMs,
  minuteMs,
  openRegistrationTest,
  Person,
  refusalOf,
  wrongCode,
  type RegistrationTest,
} from './registration.testing.ts';
import { resendEmailCode } from './resend-email-code.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: RegistrationTest;
let tenant: ServiceTenant;
beforeAll(async () => {
  test = await openRegistrationTest();
  tenant = await test.addTenant();
});
afterAll(() => test.close());

const person = (email?: string, ip?: string) =>
  new Person(test.person(tenant, ip), test.accounts, email);
const later = (ms: number) => test.platform.clock.moveBy(ms);
const resend = (someone: Person) =>
  someone.run((ctx) => resendEmailCode({ ctx, input: { handle: someone.handle } }));

async function useUp(
  someone: Person,
  limit: Parameters<typeof takeBudget>[1],
  subject: string,
): Promise<void> {
  const { ctx } = someone;
  await inScope(ctx, async () => {
    while ((await takeBudget(ctx, limit, subject)).isTaken);
  });
}

describe('messages to one address', () => {
  it('are five in an hour and ten in a day', async () => {
    const someone = person();
    await someone.start();
    for (let sent = 2; sent <= 5; sent += 1) {
      later(minuteMs);
      await resend(someone);
    }
    later(minuteMs);
    const hour = await refusalOf(resend(someone));
    expect(hour).toMatchObject({ kind: 'LIMIT_EXCEEDED', code: 'registration.send_limit' });
    expect((hour.params as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(
      3600,
    );
    later(hourMs);
    for (let sent = 6; sent <= 10; sent += 1) {
      await resend(someone);
      later(minuteMs);
    }
    later(hourMs);
    const day = await refusalOf(resend(someone));
    expect(day).toMatchObject({ code: 'registration.send_limit' });
    expect((day.params as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(
      20 * 3600,
    );
    expect(await someone.messages({ recipient: someone.email })).toHaveLength(10);
  });

  it('are counted across registrations, devices and resume links', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    for (let sent = 2; sent <= 5; sent += 1) {
      await someone.run((ctx) => createResumeLink({ ctx, input: { handle: someone.handle } }));
      later(minuteMs);
    }
    expect(await refusalOf(person(someone.email).start())).toMatchObject({
      code: 'registration.send_limit',
    });
  });

  it('are refused before anything is written', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    const before = await someone.row();
    expect(await refusalOf(person(someone.email).start())).toMatchObject({
      code: 'registration.resend_too_soon',
    });
    expect(await someone.row()).toEqual(before);
  });
});

describe('one network', () => {
  it('begins so many registrations in an hour', async () => {
    const ip = '203.0.113.5';
    await useUp(person(undefined, ip), networkLimits.start, ip);
    expect(await refusalOf(person(undefined, ip).start())).toMatchObject({
      kind: 'LIMIT_EXCEEDED',
      code: 'rate.limited',
    });
    expect((await person(undefined, '203.0.113.6').start()).step).toBe('EMAIL_SENT');
    later(hourMs);
    expect((await person(undefined, ip).start()).step).toBe('EMAIL_SENT');
  });

  it('is an IPv6 /64, whichever address of it is used', async () => {
    await useUp(person(undefined, '2001:db8:7:7::1'), networkLimits.start, '2001:db8:7:7::/64');
    expect(await refusalOf(person(undefined, '2001:db8:7:7:ffff::9').start())).toMatchObject({
      code: 'rate.limited',
    });
    expect((await person(undefined, '2001:db8:7:8::1').start()).step).toBe('EMAIL_SENT');
  });

  it('has so many guesses, of whatever codes', async () => {
    const ip = '203.0.113.9';
    const someone = person(undefined, ip);
    await someone.start();
    const code = await someone.codeFor(someone.email);
    await useUp(someone, networkLimits.attempt, ip);
    expect(await refusalOf(someone.enterEmailCode(wrongCode(code)))).toMatchObject({
      code: 'rate.limited',
    });
    expect((await someone.row()).emailCodeAttempts).toBe(0);
  });

  it('does not spend an address’s messages once its own are gone', async () => {
    const ip = '203.0.113.11';
    const email = freshEmail();
    await useUp(person(undefined, ip), networkLimits.send, ip);
    expect(await refusalOf(person(email, ip).start())).toMatchObject({ code: 'rate.limited' });
    expect((await person(email).start()).step).toBe('EMAIL_SENT');
  });
});

describe('one dial prefix and one tenant', () => {
  it('a prefix gets so many text messages in an hour, and another is free', async () => {
    const elsewhere = await test.addTenant();
    const someone = new Person(test.person(elsewhere), test.accounts);
    await someone.reachPhoneCode();
    await useUp(someone, dialPrefixLimit, '+234');
    expect(await refusalOf(someone.setPhone(freshPhone()))).toMatchObject({ code: 'rate.limited' });
    expect((await someone.setPhone('+41 79 123 45 67')).phone).toBe('+41791234567');
  });

  it('a tenant sends so many in a day, and another is free', async () => {
    const elsewhere = await test.addTenant();
    const someone = new Person(test.person(elsewhere), test.accounts);
    await inScope(someone.ctx, () => takeBudget(someone.ctx, tenantLimits.email, 'tenant'));
    await someone.run((ctx) =>
      ctx.db.usageBudget.updateMany({
        where: { kind: tenantLimits.email.kind },
        data: { used: tenantLimits.email.limit },
      }),
    );
    expect(await refusalOf(someone.start())).toMatchObject({ code: 'rate.limited' });
    expect((await person().start()).step).toBe('EMAIL_SENT');
  });
});

describe('budgets', () => {
  it('name nobody', async () => {
    const someone = person();
    await someone.start();
    const rows = await someone.run((ctx) => ctx.db.usageBudget.findMany());
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ subject }) => /^[0-9a-f]{64}$/u.test(subject))).toBe(true);
  });

  it('are removed once their window is over, in batches', async () => {
    const someone = new Person(test.person(await test.addTenant()), test.accounts);
    await someone.start();
    const all = await someone.run((ctx) => ctx.db.usageBudget.count());
    expect(await someone.run((ctx) => removeExpiredBudgets({ ctx, limit: 100 }))).toBe(0);
    later(25 * hourMs);
    expect(await someone.run((ctx) => removeExpiredBudgets({ ctx, limit: 2 }))).toBe(2);
    expect(await someone.run((ctx) => removeExpiredBudgets({ ctx, limit: 100 }))).toBe(all - 2);
    expect(await someone.run((ctx) => ctx.db.usageBudget.count())).toBe(0);
  });
});
