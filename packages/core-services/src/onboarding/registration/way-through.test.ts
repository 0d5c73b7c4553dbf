import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceTenant } from '../../context.ts';
import { changeEmail } from './change-email.ts';
import { completePendingRegistration } from './complete-pending-registration.ts';
import { createResumeLink } from './create-resume-link.ts';
import { getRegistration } from './get-registration.ts';
import {
  answers,
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
import { resendPhoneCode } from './resend-phone-code.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: RegistrationTest;
let tenant: ServiceTenant;
beforeAll(async () => {
  test = await openRegistrationTest();
  tenant = await test.addTenant();
});
afterAll(() => test.close());

const person = (email?: string, of = tenant) => new Person(test.person(of), test.accounts, email);
const later = (ms: number) => test.platform.clock.moveBy(ms);

async function actionsOf(someone: Person): Promise<string[]> {
  const { id } = await someone.row();
  const rows = await someone.run((ctx) =>
    ctx.db.auditLog.findMany({ where: { entityId: id }, orderBy: { sequence: 'asc' } }),
  );
  return rows.map(({ action }) => action);
}

describe('the seven steps', () => {
  it('lead from an address to an account, one after another', async () => {
    const someone = person();
    const steps = [
      (await someone.start()).step,
      (await someone.proveEmail()).step,
      (await someone.setName()).step,
      (await someone.setBirth()).step,
      (await someone.setPassword()).step,
      (await someone.setPhone()).step,
    ];
    const done = await someone.provePhone();
    expect([...steps, done.step]).toEqual([
      'EMAIL_SENT',
      'EMAIL_VERIFIED',
      'NAME_COUNTRY_SET',
      'DOB_GENDER_SET',
      'PASSWORD_SET',
      'PHONE_SENT',
      'COMPLETED',
    ]);
    expect(done).toMatchObject({
      ...{
        email: someone.email,
        phone: someone.phone,
        firstName: 'Amara',
        dateOfBirth: '1990-04-12',
      },
      ...{
        isEmailVerified: true,
        isPhoneVerified: true,
        hasPassword: true,
        emailCode: null,
        phoneCode: null,
      },
    });
    const row = await someone.row();
    expect(row.createdUserId).toBe(test.accounts.made.get(row.id));
    expect(row.passwordHash).toBeNull();
    expect(row.completedAt).not.toBeNull();
  });

  it('write an audit row each, which names fields and no value', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    await someone.provePhone();
    expect(await actionsOf(someone)).toEqual([
      'registration.start',
      'registration.verifyEmail',
      'registration.setName',
      'registration.setBirth',
      'registration.setPassword',
      'registration.setPhone',
      'registration.verifyPhone',
      'registration.complete',
    ]);
    const { id } = await someone.row();
    const rows = await someone.run((ctx) => ctx.db.auditLog.findMany({ where: { entityId: id } }));
    const text = JSON.stringify(rows.map(({ changes }) => changes));
    for (const secret of [
      'Amara',
      someone.email,
      someone.phone,
      '1990',
      '$argon2',
      someone.handle,
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(
      rows.every(
        ({ actorKind, actorName }) =>
          actorKind === 'SERVICE' && actorName === 'service registration',
      ),
    ).toBe(true);
  });

  it('cannot be skipped', async () => {
    const someone = person();
    await someone.start();
    const outOfOrder = (step: string) => ({
      kind: 'PRECONDITION_FAILED',
      code: 'registration.step_out_of_order',
      params: { step },
    });
    expect(await refusalOf(someone.setName())).toEqual(outOfOrder('EMAIL_SENT'));
    await someone.proveEmail();
    expect(await refusalOf(someone.setBirth())).toEqual(outOfOrder('EMAIL_VERIFIED'));
    expect(await refusalOf(someone.setPassword())).toEqual(outOfOrder('EMAIL_VERIFIED'));
    await someone.setName();
    expect(await refusalOf(someone.setPassword())).toEqual(outOfOrder('NAME_COUNTRY_SET'));
    expect(await refusalOf(someone.setPhone())).toEqual(outOfOrder('NAME_COUNTRY_SET'));
    await someone.setBirth();
    expect(await refusalOf(someone.setPhone())).toEqual(outOfOrder('DOB_GENDER_SET'));
    expect(await refusalOf(someone.enterPhoneCode('000000'))).toEqual(outOfOrder('DOB_GENDER_SET'));
    await someone.setPassword();
    const complete = someone.run((ctx) =>
      completePendingRegistration({
        ctx,
        accounts: test.accounts,
        input: { handle: someone.handle },
      }),
    );
    expect(await refusalOf(complete)).toEqual(outOfOrder('PASSWORD_SET'));
  });

  it('answer the same when sent twice, change nothing and send nothing', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const before = await someone.row();
    const sent = (await someone.messages()).length;
    const view = await someone.run((ctx) =>
      getRegistration({ ctx, input: { handle: someone.handle } }),
    );
    expect(await someone.setName()).toEqual(view);
    expect(await someone.setBirth()).toEqual(view);
    expect(await someone.setPassword()).toEqual(view);
    expect(await someone.setPhone()).toEqual(view);
    expect(await someone.setPhone(`0${someone.phone.slice(4)}`)).toEqual(view);
    someone.phone = view.phone ?? '';
    expect(await someone.row()).toEqual(before);
    expect((await someone.messages()).length).toBe(sent);

    const code = await someone.codeFor(someone.phone);
    const done = await someone.enterPhoneCode(code);
    expect(await someone.enterPhoneCode(code)).toEqual(done);
    expect(await refusalOf(someone.enterPhoneCode(wrongCode(code)))).toMatchObject({
      code: 'registration.completed',
    });
  });
});

describe('going back', () => {
  it('to another name drops the password, which was checked against it, and nothing else', async () => {
    const someone = person();
    const before = await someone.reachPhoneCode();
    const after = await someone.setName({ ...answers.name, lastName: 'Adeyemi' });
    expect(after).toEqual({
      ...before,
      step: 'DOB_GENDER_SET',
      lastName: 'Adeyemi',
      hasPassword: false,
    });
    expect(
      await refusalOf(someone.enterPhoneCode(await someone.codeFor(someone.phone))),
    ).toMatchObject({
      code: 'registration.step_out_of_order',
    });
    expect((await someone.setPassword()).step).toBe('PHONE_SENT');
    expect((await someone.provePhone()).step).toBe('COMPLETED');
  });

  it('to another country alone drops nothing', async () => {
    const someone = person();
    const before = await someone.reachPhoneCode();
    expect(await someone.setName({ ...answers.name, countryCode: 'GH' })).toEqual({
      ...before,
      countryCode: 'GH',
    });
  });

  it('to another date of birth drops nothing', async () => {
    const someone = person();
    const before = await someone.reachPhoneCode();
    const birth = { dateOfBirth: '1985-01-02', gender: 'OTHER' } as const;
    expect(await someone.setBirth(birth)).toEqual({ ...before, ...birth });
  });

  it('to another number sends a code there and voids the one before', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const old = await someone.codeFor(someone.phone);
    expect((await someone.setPhone(freshPhone())).step).toBe('PHONE_SENT');
    const fresh = await someone.codeFor(someone.phone);
    if (old !== fresh) {
      expect(await refusalOf(someone.enterPhoneCode(old))).toMatchObject({
        code: 'registration.code_wrong',
      });
    }
    expect((await someone.enterPhoneCode(fresh)).step).toBe('COMPLETED');
  });

  it('to another address drops its proof and the password, and keeps the rest for the device that proves it', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const email = freshEmail();
    const changed = await someone.run((ctx) =>
      changeEmail({ ctx, input: { handle: someone.handle, email } }),
    );
    expect(changed).toMatchObject({
      step: 'EMAIL_SENT',
      email,
      firstName: null,
      phone: null,
      isEmailVerified: false,
    });
    someone.email = email;
    const proved = await someone.proveEmail();
    expect(proved).toMatchObject({
      ...{
        step: 'DOB_GENDER_SET',
        email,
        firstName: 'Amara',
        phone: someone.phone,
        hasPassword: false,
      },
    });
    expect((await someone.setPassword()).step).toBe('PHONE_SENT');
    expect((await someone.provePhone()).step).toBe('COMPLETED');
  });

  it('is over once the number is proved', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    test.accounts.before = () => {
      throw new Error('the API is away');
    };
    const proved = await someone.provePhone();
    test.accounts.before = () => {};
    expect(proved.step).toBe('PHONE_VERIFIED');
    const outOfOrder = {
      code: 'registration.step_out_of_order',
      params: { step: 'PHONE_VERIFIED' },
    };
    expect(await refusalOf(someone.setName({ ...answers.name, firstName: 'Ada' }))).toMatchObject(
      outOfOrder,
    );
    expect(await refusalOf(someone.setBirth())).toMatchObject(outOfOrder);
    expect(await refusalOf(someone.setPassword())).toMatchObject(outOfOrder);
    expect(await refusalOf(someone.setPhone(freshPhone()))).toMatchObject(outOfOrder);
    const change = someone.run((ctx) =>
      changeEmail({ ctx, input: { handle: someone.handle, email: freshEmail() } }),
    );
    expect(await refusalOf(change)).toMatchObject(outOfOrder);
    const done = await someone.run((ctx) =>
      completePendingRegistration({
        ctx,
        accounts: test.accounts,
        input: { handle: someone.handle },
      }),
    );
    expect(done.step).toBe('COMPLETED');
    expect(await refusalOf(someone.setName())).toMatchObject({ code: 'registration.completed' });
  });
});

describe('resuming', () => {
  it('works on another device with the resume link, which is mailed and given', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    const seen = await someone.setName();
    const { resumeToken } = await someone.run((ctx) =>
      createResumeLink({ ctx, input: { handle: someone.handle } }),
    );
    const other = person(someone.email);
    other.handle = resumeToken;
    expect(
      await other.run((ctx) => getRegistration({ ctx, input: { handle: resumeToken } })),
    ).toEqual(seen);
    const [mail] = await someone.messages({
      template: 'registrationResumeLink',
      recipient: someone.email,
    });
    expect(mail?.body).toContain(`/${tenant.slug}/sign-up#resume=${resumeToken}`);
    expect((await other.setBirth()).step).toBe('DOB_GENDER_SET');
    expect((await someone.setPassword()).step).toBe('PASSWORD_SET');
  });

  it('works on another device by starting again and entering a new code', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    const seen = await someone.setName();
    later(minuteMs);
    const other = person(someone.email);
    expect(await other.start()).toMatchObject({ step: 'EMAIL_SENT', firstName: null });
    expect(await other.proveEmail()).toEqual(seen);
    expect((await other.row()).version).toBeGreaterThan(0);
  });

  it('needs a handle that exists', async () => {
    const nobody = person();
    nobody.handle = 'A'.repeat(43);
    expect(await refusalOf(nobody.setName())).toEqual({
      kind: 'UNAUTHENTICATED',
      code: 'registration.unknown_handle',
      params: {},
    });
  });

  it('is not possible from another tenant', async () => {
    const someone = person();
    await someone.start();
    const elsewhere = person(someone.email, await test.addTenant());
    elsewhere.handle = someone.handle;
    expect(
      await refusalOf(
        elsewhere.run((ctx) => getRegistration({ ctx, input: { handle: someone.handle } })),
      ),
    ).toMatchObject({ code: 'registration.unknown_handle' });
    expect((await elsewhere.start()).step).toBe('EMAIL_SENT');
    expect(elsewhere.handle).not.toBe(someone.handle);
  });

  it('ends 24 hours after the start', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    later(24 * hourMs - 1);
    expect((await someone.setName()).step).toBe('NAME_COUNTRY_SET');
    later(1);
    expect(await refusalOf(someone.setBirth())).toMatchObject({
      kind: 'PRECONDITION_FAILED',
      code: 'registration.expired',
    });
    expect((await someone.start()).step).toBe('EMAIL_SENT');
    expect((await someone.proveEmail()).step).toBe('EMAIL_VERIFIED');
  });

  it('stores no secret as it is', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const { resumeToken } = await someone.run((ctx) =>
      createResumeLink({ ctx, input: { handle: someone.handle } }),
    );
    const codes = [await someone.codeFor(someone.email), await someone.codeFor(someone.phone)];
    const dump = await someone.run(async (ctx) =>
      JSON.stringify(
        [
          await ctx.db.pendingRegistration.findMany(),
          await ctx.db.registrationHandle.findMany(),
          await ctx.db.usageBudget.findMany(),
          await ctx.db.outboundMessage.findMany(),
        ],
        (_key, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      ),
    );
    for (const secret of [someone.handle, resumeToken, answers.password])
      expect(dump).not.toContain(secret);
    for (const code of codes) expect(dump).not.toMatch(new RegExp(`\\b${code}\\b`, 'u'));
  });
});

describe('sending again', () => {
  it('gives a new code after a minute and voids the old one', async () => {
    const someone = person();
    await someone.start();
    const old = await someone.codeFor(someone.email);
    const resend = () =>
      someone.run((ctx) => resendEmailCode({ ctx, input: { handle: someone.handle } }));
    expect(await refusalOf(resend())).toMatchObject({
      kind: 'LIMIT_EXCEEDED',
      code: 'registration.resend_too_soon',
      params: { retryAfterSeconds: 60 },
    });
    later(minuteMs);
    expect((await resend()).step).toBe('EMAIL_SENT');
    const fresh = await someone.codeFor(someone.email);
    if (old !== fresh) {
      expect(await refusalOf(someone.enterEmailCode(old))).toMatchObject({
        code: 'registration.code_wrong',
        params: { attemptsLeft: 4 },
      });
    }
    expect((await someone.enterEmailCode(fresh)).step).toBe('EMAIL_VERIFIED');
    expect(await refusalOf(resend())).toMatchObject({ code: 'registration.step_out_of_order' });
  });

  it('works for the number as well', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const resend = () =>
      someone.run((ctx) => resendPhoneCode({ ctx, input: { handle: someone.handle } }));
    expect(await refusalOf(resend())).toMatchObject({ code: 'registration.resend_too_soon' });
    later(minuteMs);
    expect((await resend()).step).toBe('PHONE_SENT');
    expect((await someone.provePhone()).step).toBe('COMPLETED');
    expect(await refusalOf(resend())).toMatchObject({ code: 'registration.completed' });
  });

  it('to another device does not void what the first one proved', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    later(minuteMs);
    const other = person(someone.email);
    await other.start();
    expect((await someone.setName()).step).toBe('NAME_COUNTRY_SET');
  });
});
