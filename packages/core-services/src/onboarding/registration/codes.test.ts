import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceContext, ServiceTenant } from '../../context.ts';
import { inScope } from '../../testing/index.ts';
import { takeBudget } from '../budget/take-budget.ts';
import { changeEmail } from './change-email.ts';
import { newCode } from './codes.ts';
import {
  freshEmail,
  hourMs,
  minuteMs,
  openRegistrationTest,
  Person,
  refusalOf,
  wrongCode,
  type RegistrationTest,
} from './registration.testing.ts';
import { resendEmailCode } from './resend-email-code.ts';
import { resendPhoneCode } from './resend-phone-code.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: RegistrationTest;
let tenant: ServiceTenant;
beforeAll(async () => {
  test = await openRegistrationTest();
  tenant = await test.addTenant();
});
afterAll(() => test.close());

const person = (email?: string) => new Person(test.person(tenant), test.accounts, email);
const later = (ms: number) => test.platform.clock.moveBy(ms);
const resend = (someone: Person) =>
  someone.run((ctx) => resendEmailCode({ ctx, input: { handle: someone.handle } }));

/** A context that counts the comparisons of codes: each makes one digest. */
function counting(ctx: ServiceContext): { ctx: ServiceContext; evaluated: () => number } {
  let evaluated = 0;
  const keyring = {
    ...ctx.keyring,
    digest(purpose: string, value: string) {
      if (purpose === 'registration-code') evaluated += 1;
      return ctx.keyring.digest(purpose, value);
    },
  };
  return { ctx: { ...ctx, keyring }, evaluated: () => evaluated };
}

/** Outcomes of calls, counted by code of refusal, or `ok`. */
async function tally(calls: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const outcomes = await Promise.all(
    calls.map((call) =>
      call.then(
        () => 'ok',
        (error: { code?: string }) => error.code ?? 'unknown',
      ),
    ),
  );
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('a code', () => {
  it('has six digits, zeros in front included, and every digit in every place', async () => {
    const ctx = test.person(tenant);
    const codes = times(
      4000,
      () => newCode(ctx, { registrationId: 'r', purpose: 'email', isOwned: false }).code,
    );
    expect(codes.every((code) => /^\d{6}$/u.test(code))).toBe(true);
    for (let place = 0; place < 6; place += 1) {
      expect(new Set(codes.map((code) => code[place])).size).toBe(10);
    }
  });

  it('is stored under the key outside the database, bound to tenant, registration and purpose', () => {
    const ctx = test.person(tenant);
    const seen: string[] = [];
    const keyring = {
      ...ctx.keyring,
      digest(purpose: string, value: string) {
        seen.push(`${purpose} ${value}`);
        return ctx.keyring.digest(purpose, value);
      },
    };
    const { code } = newCode(
      { ...ctx, keyring },
      { registrationId: 'r1', purpose: 'phone', isOwned: false },
    );
    expect(seen).toEqual([`registration-code ${tenant.id}:r1:phone:${code}`]);
  });

  it('is valid for ten minutes', async () => {
    const [early, late] = [person(), person()];
    await early.start();
    await late.start();
    later(10 * minuteMs - 1);
    expect((await early.proveEmail()).step).toBe('EMAIL_VERIFIED');
    later(1);
    expect(await refusalOf(late.proveEmail())).toEqual({
      kind: 'INVALID',
      code: 'registration.code_expired',
      params: {},
    });
    expect((await late.row()).emailCodeAttempts).toBe(0);
  });

  it('is void after five wrong guesses, the right one included', async () => {
    const someone = person();
    await someone.start();
    const code = await someone.codeFor(someone.email);
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      expect(await refusalOf(someone.enterEmailCode(wrongCode(code)))).toEqual({
        kind: 'INVALID',
        code: 'registration.code_wrong',
        params: { attemptsLeft },
      });
    }
    expect(await refusalOf(someone.enterEmailCode(code))).toMatchObject({
      kind: 'LIMIT_EXCEEDED',
      code: 'registration.code_attempts_used',
    });
  });

  it('is used once: another device cannot use it again', async () => {
    const [first, second] = [person(), person()];
    second.email = first.email;
    await first.start();
    await second.start();
    const code = await first.codeFor(first.email);
    await first.enterEmailCode(code);
    expect(await refusalOf(second.enterEmailCode(code))).toMatchObject({
      code: 'registration.code_expired',
    });
  });

  it('sent again by the device that used it gives the same answer for its life, and no longer', async () => {
    const someone = person();
    await someone.start();
    const code = await someone.codeFor(someone.email);
    const view = await someone.enterEmailCode(code);
    later(9 * minuteMs);
    expect(await someone.enterEmailCode(code)).toEqual(view);
    expect(await refusalOf(someone.enterEmailCode(wrongCode(code)))).toMatchObject({
      code: 'registration.step_out_of_order',
    });
    later(minuteMs + 1);
    expect(await refusalOf(someone.enterEmailCode(code))).toMatchObject({
      code: 'registration.step_out_of_order',
    });
  });

  it('is of this registration: the code of another is wrong', async () => {
    const [one, other] = [person(), person()];
    await one.start();
    await other.start();
    const [own, foreign] = [await one.codeFor(one.email), await other.codeFor(other.email)];
    if (own === foreign) return;
    expect(await refusalOf(one.enterEmailCode(foreign))).toMatchObject({
      code: 'registration.code_wrong',
    });
  });

  it('is of this purpose: the hash of an address opens no number', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const { id } = await someone.row();
    const code = '123456';
    const hash = someone.ctx.keyring.digest(
      'registration-code',
      `${tenant.id}:${id}:email:${code}`,
    );
    await someone.run((ctx) =>
      ctx.db.pendingRegistration.updateMany({ where: { id }, data: { phoneCodeHash: hash } }),
    );
    expect(await refusalOf(someone.enterPhoneCode(code))).toMatchObject({
      code: 'registration.code_wrong',
    });
  });
});

describe('64 at once', () => {
  it('wrong guesses are evaluated at most five times', async () => {
    const someone = person();
    await someone.start();
    const code = await someone.codeFor(someone.email);
    const guesses = times(64, () => counting(test.person(tenant)));
    const counts = await tally(
      guesses.map(({ ctx }) => {
        const device = new Person(ctx, test.accounts, someone.email);
        device.handle = someone.handle;
        return device.enterEmailCode(wrongCode(code));
      }),
    );
    expect(counts).toEqual({ 'registration.code_wrong': 5, 'registration.code_attempts_used': 59 });
    expect(guesses.reduce((sum, { evaluated }) => sum + evaluated(), 0)).toBe(5);
    expect((await someone.row()).emailCodeAttempts).toBe(5);
  });

  it('wrong guesses of the number are evaluated at most five times', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const code = await someone.codeFor(someone.phone);
    const counts = await tally(times(64, () => someone.enterPhoneCode(wrongCode(code))));
    expect(counts).toEqual({ 'registration.code_wrong': 5, 'registration.code_attempts_used': 59 });
  });

  it('right ones of one device move the registration once', async () => {
    const someone = person();
    await someone.start();
    const code = await someone.codeFor(someone.email);
    const counts = await tally(times(64, () => someone.enterEmailCode(code)));
    expect(counts['ok']).toBeGreaterThanOrEqual(1);
    const { ok = 0, 'registration.code_attempts_used': used = 0 } = counts;
    expect(ok + used).toBe(64);
    const { id, version } = await someone.row();
    expect(version).toBe(2);
    const proofs = await someone.run((ctx) =>
      ctx.db.auditLog.count({ where: { entityId: id, action: 'registration.verifyEmail' } }),
    );
    expect(proofs).toBe(1);
  });

  it('right ones of many devices let one of them in', async () => {
    const email = freshEmail();
    const devices = times(20, () => person(email));
    for (const device of devices) await device.start();
    const code = await devices[0]!.codeFor(email);
    const counts = await tally(devices.map((device) => device.enterEmailCode(code)));
    expect(counts['ok']).toBe(1);
    const proved = await devices[0]!.run((ctx) =>
      ctx.db.registrationHandle.count({
        where: { verifiedAt: { not: null }, registration: { is: { email } } },
      }),
    );
    expect(proved).toBe(1);
  });

  it('right ones of the number make one account', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const code = await someone.codeFor(someone.phone);
    const counts = await tally(times(64, () => someone.enterPhoneCode(code)));
    expect(counts['ok']).toBeGreaterThanOrEqual(1);
    expect((await someone.row()).currentStep).toBe('COMPLETED');
    const { id } = await someone.row();
    const done = await someone.run((ctx) =>
      ctx.db.auditLog.groupBy({ by: ['action'], where: { entityId: id }, _count: true }),
    );
    const counted = Object.fromEntries(done.map(({ action, _count }) => [action, _count]));
    expect(counted).toMatchObject({ 'registration.verifyPhone': 1, 'registration.complete': 1 });
  });
});

describe('the budget of a day', () => {
  async function useUp(someone: Person, guesses: number): Promise<void> {
    const code = await someone.codeFor(someone.email);
    for (let i = 0; i < guesses; i += 1) await refusalOf(someone.enterEmailCode(wrongCode(code)));
  }

  it('is twenty guesses of one address, whatever is resent', async () => {
    const someone = person();
    await someone.start();
    for (let sent = 1; sent <= 4; sent += 1) {
      await useUp(someone, 5);
      later(minuteMs);
      if (sent < 4) await resend(someone);
    }
    await resend(someone);
    const refusal = await refusalOf(someone.proveEmail());
    expect(refusal).toMatchObject({
      kind: 'LIMIT_EXCEEDED',
      code: 'registration.code_attempts_used',
    });
    const { retryAfterSeconds } = refusal.params as { retryAfterSeconds: number };
    expect(retryAfterSeconds).toBeGreaterThan(23 * 3600);
    expect(retryAfterSeconds).toBeLessThanOrEqual(24 * 3600);
  });

  it('survives a new registration of the address, and ends after a day without a guess', async () => {
    const email = freshEmail();
    const someone = person(email);
    await someone.start();
    for (let sent = 1; sent <= 4; sent += 1) {
      await useUp(someone, 5);
      later(minuteMs);
      if (sent < 4) await resend(someone);
    }
    await someone.run((ctx) =>
      changeEmail({ ctx, input: { handle: someone.handle, email: freshEmail() } }),
    );
    await someone.run((ctx) => ctx.db.pendingRegistration.deleteMany({ where: { email } }));
    later(hourMs);
    const anew = person(email);
    await anew.start();
    expect(await refusalOf(anew.proveEmail())).toMatchObject({
      code: 'registration.code_attempts_used',
    });
    later(24 * hourMs);
    await anew.start();
    expect((await anew.proveEmail()).step).toBe('EMAIL_VERIFIED');
  });

  it('is of the address, not of the registration: another address is free', async () => {
    const someone = person();
    await someone.start();
    await useUp(someone, 5);
    const other = person();
    await other.start();
    expect((await other.proveEmail()).step).toBe('EMAIL_VERIFIED');
  });

  it('is of the tenant', async () => {
    const limit = { kind: 'test', limit: 1, windowMs: hourMs, window: 'QUIET' } as const;
    const [here, there] = [test.person(tenant), test.person(await test.addTenant())];
    expect(await inScope(here, () => takeBudget(here, limit, 'x'))).toEqual({
      isTaken: true,
      used: 1,
    });
    expect(await inScope(here, () => takeBudget(here, limit, 'x'))).toMatchObject({
      isTaken: false,
    });
    expect(await inScope(there, () => takeBudget(there, limit, 'x'))).toEqual({
      isTaken: true,
      used: 1,
    });
  });

  it('counts a guess whose request fails afterwards', async () => {
    const someone = person();
    await someone.start();
    const code = await someone.codeFor(someone.email);
    // The right code, and the database refuses what would follow from it.
    await withConnection(test.platform.urls.ownerUrl, async (owner) => {
      await owner.query(
        `ALTER TABLE "PendingRegistration" ADD CONSTRAINT no_proof CHECK ("email" <> '${someone.email}' OR NOT "emailVerified") NOT VALID`,
      );
    });
    for (let i = 0; i < 5; i += 1) await expect(someone.enterEmailCode(code)).rejects.toThrow();
    await withConnection(test.platform.urls.ownerUrl, async (owner) => {
      await owner.query(`ALTER TABLE "PendingRegistration" DROP CONSTRAINT no_proof`);
    });
    expect((await someone.row()).emailCodeAttempts).toBe(5);
    expect(await refusalOf(someone.enterEmailCode(code))).toMatchObject({
      code: 'registration.code_attempts_used',
    });
  });

  it('is taken by no more than there is, whoever comes at once', async () => {
    const ctx = test.person(tenant);
    const limit = { kind: 'test.race', limit: 7, windowMs: hourMs, window: 'FIXED' } as const;
    const uses = await Promise.all(
      times(64, () => inScope(ctx, () => takeBudget(ctx, limit, 'one'))),
    );
    expect(uses.filter(({ isTaken }) => isTaken)).toHaveLength(7);
    expect(
      uses.flatMap((use) => (use.isTaken ? [use.used] : [])).toSorted((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('of a quiet window holds over any stretch of its length', async () => {
    const ctx = test.person(tenant);
    const limit = { kind: 'test.quiet', limit: 3, windowMs: hourMs, window: 'QUIET' } as const;
    const take = () => inScope(ctx, () => takeBudget(ctx, limit, 'one'));
    expect((await take()).isTaken).toBe(true);
    later(hourMs - 1);
    expect((await take()).isTaken).toBe(true);
    expect((await take()).isTaken).toBe(true);
    later(1);
    // A window that began with the first use would start anew here.
    expect(await take()).toEqual({ isTaken: false, retryAfterSeconds: 3600 });
    later(hourMs);
    expect(await take()).toEqual({ isTaken: true, used: 1 });
  });
});

describe('the number', () => {
  it('has a budget of its own day as well', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    for (let sent = 1; sent <= 4; sent += 1) {
      const code = await someone.codeFor(someone.phone);
      for (let i = 0; i < 5; i += 1) await refusalOf(someone.enterPhoneCode(wrongCode(code)));
      later(minuteMs);
      await someone.run((ctx) => resendPhoneCode({ ctx, input: { handle: someone.handle } }));
    }
    expect(await refusalOf(someone.provePhone())).toMatchObject({
      code: 'registration.code_attempts_used',
    });
  });
});
