import { createDatabase, type Database, type OperationEvent } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceContext, ServiceTenant } from '../../context.ts';
import { cancelRegistration } from './cancel-registration.ts';
import { changeEmail } from './change-email.ts';
import { createResumeLink } from './create-resume-link.ts';
import { getRegistration } from './get-registration.ts';
import {
  answers,
  freshEmail,
  freshPhone,
  minuteMs,
  openRegistrationTest,
  Person,
  refusalOf,
  type RegistrationTest,
} from './registration.testing.ts';
import { resendEmailCode } from './resend-email-code.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: RegistrationTest;
let tenant: ServiceTenant;
let watched: Database;
let operations: OperationEvent[] = [];
beforeAll(async () => {
  test = await openRegistrationTest();
  tenant = await test.addTenant();
  watched = await createDatabase({
    url: test.platform.urls.appUrl,
    onOperation: (event) => operations.push(event),
  });
});
afterAll(async () => {
  await watched.close();
  await test.close();
});

const person = (email?: string) => new Person(test.person(tenant), test.accounts, email);
const later = (ms: number) => test.platform.clock.moveBy(ms);
const look = (someone: Person) =>
  someone.run((ctx) => getRegistration({ ctx, input: { handle: someone.handle } }));
const moveTo = (someone: Person, email: string) =>
  someone.run((ctx) => changeEmail({ ctx, input: { handle: someone.handle, email } }));

/** A person whose every statement is watched. */
function watchedPerson(email: string): Person {
  const ctx: ServiceContext = { ...test.person(tenant), db: watched.client };
  return new Person(ctx, test.accounts, email);
}

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  operations = [];
  await work();
  return operations.map(({ model, action }) => `${model}.${action}`);
}

/** What an outsider can tell apart: the answer, instants as distances from now. */
function appearance(view: object): unknown {
  const now = test.platform.clock().getTime();
  return JSON.parse(
    JSON.stringify(view, (key, value: unknown) => {
      if (value !== null && (key === 'email' || key === 'phone')) return '…';
      const isInstant = typeof value === 'string' && /^\d{4}-.*Z$/u.test(value);
      return isInstant ? new Date(value).getTime() - now : value;
    }),
  ) as unknown;
}

describe('an address that has an account', () => {
  it('gets the same answers and the same statements from start to refusal, and its owner is told', async () => {
    const owned = freshEmail();
    await test.addUser(tenant, { email: owned, locale: 'fr' });
    const [stranger, member] = [watchedPerson(freshEmail()), watchedPerson(owned)];
    const seen = new Map<
      Person,
      { views: unknown[]; statements: string[][]; refusals: unknown[] }
    >();
    for (const someone of [stranger, member]) {
      const views: unknown[] = [];
      const refusals: unknown[] = [];
      const statements = [
        await statementsOf(async () => views.push(appearance(await someone.start()))),
        await statementsOf(async () => views.push(appearance(await look(someone)))),
        await statementsOf(async () =>
          refusals.push(await refusalOf(someone.enterEmailCode('999999'))),
        ),
        await statementsOf(async () => refusals.push(await refusalOf(resend(someone)))),
      ];
      later(minuteMs);
      statements.push(
        await statementsOf(async () => views.push(appearance(await resend(someone)))),
      );
      statements.push(
        await statementsOf(async () => views.push(appearance(await moveTo(someone, freshEmail())))),
      );
      seen.set(someone, { views, statements, refusals });
    }
    expect(seen.get(member)).toEqual(seen.get(stranger));
    expect(seen.get(member)?.statements[0]).toContain('OutboundMessage.create');

    const told = await member.messages({ recipient: owned });
    expect(told.map(({ template, locale }) => `${template} ${locale}`)).toEqual([
      'accountExists fr',
      'accountExists fr',
    ]);
    expect(told.some(({ body }) => /\b\d{6}\b/u.test(body))).toBe(false);
    const sent = await stranger.messages({ recipient: stranger.email });
    expect(sent.map(({ template }) => template)).toEqual([
      'registrationEmailCode',
      'registrationEmailCode',
    ]);
  });

  function resend(someone: Person) {
    return someone.run((ctx) => resendEmailCode({ ctx, input: { handle: someone.handle } }));
  }

  it('holds the digest of a random secret in the place of a code, which no six digits match', async () => {
    const owned = freshEmail();
    await test.addUser(tenant, { email: owned });
    const digested: string[] = [];
    const ctx = test.person(tenant);
    const keyring = {
      ...ctx.keyring,
      digest(purpose: string, value: string) {
        if (purpose === 'registration-code') digested.push(value);
        return ctx.keyring.digest(purpose, value);
      },
    };
    const someone = new Person({ ...ctx, keyring }, test.accounts, owned);
    await someone.start();
    const { id, emailCodeHash } = await someone.row();
    expect(digested).toHaveLength(1);
    expect(digested[0]).toMatch(new RegExp(`^${tenant.id}:${id}:email:[\\w-]{43}$`, 'u'));
    expect(emailCodeHash).toEqual(ctx.keyring.digest('registration-code', digested[0] ?? ''));
  });

  it('is told within the same limits as any other', async () => {
    const owned = freshEmail();
    await test.addUser(tenant, { email: owned });
    await person(owned).start();
    await person(owned).start();
    await person(owned).start();
    expect(await person().messages({ recipient: owned })).toHaveLength(1);
  });

  it('cannot be told from one whose registration was completed under the eyes of a waiting device', async () => {
    const [someone, prying] = [person(), person()];
    prying.email = someone.email;
    await someone.start();
    await prying.start();
    const before = appearance(await look(prying));
    await someone.proveEmail();
    await someone.setName();
    await someone.setBirth();
    await someone.setPassword();
    await someone.setPhone();
    const done = await someone.provePhone();
    expect(done.step).toBe('COMPLETED');
    await test.addUser(tenant, { email: someone.email });
    expect(appearance(await look(prying))).toMatchObject({
      step: 'EMAIL_SENT',
      firstName: null,
      phone: null,
    });
    expect(before).toMatchObject({ step: 'EMAIL_SENT' });
    expect(await refusalOf(prying.setName())).toMatchObject({ params: { step: 'EMAIL_SENT' } });
    expect(await refusalOf(moveTo(prying, 'a@0-mail.com'))).toMatchObject({
      code: 'registration.email_disposable',
    });
    later(minuteMs);
    const again = await prying.run((ctx) =>
      resendEmailCode({ ctx, input: { handle: prying.handle } }),
    );
    expect(again).toMatchObject({ step: 'EMAIL_SENT', email: someone.email });
    const told = await prying.messages({ recipient: someone.email });
    expect(told.at(-1)?.template).toBe('accountExists');
  });
});

describe('a number that has an account', () => {
  it('gets the same answers and the same statements, and its owner is told by e-mail', async () => {
    const [owned, ownerEmail] = [freshPhone(), freshEmail()];
    await test.addUser(tenant, { email: ownerEmail, phone: owned, locale: 'fr' });
    const results = [];
    for (const phone of [freshPhone(), owned]) {
      const someone = watchedPerson(freshEmail());
      await someone.start();
      await someone.proveEmail();
      await someone.setName();
      await someone.setBirth();
      await someone.setPassword();
      let view: object = {};
      const statements = await statementsOf(async () => (view = await someone.setPhone(phone)));
      const refusals = await statementsOf(async () => refusalOf(someone.enterPhoneCode('999999')));
      results.push({ view: appearance(view), statements, refusals });
    }
    expect(results[1]).toEqual(results[0]);
    const told = await person().messages({ recipient: ownerEmail });
    expect(told).toMatchObject([{ channel: 'EMAIL', template: 'phoneInUse', locale: 'fr' }]);
    expect(await person().messages({ recipient: owned })).toEqual([]);
  });

  it('that another registration proved in the meantime is refused only after the right code', async () => {
    const phone = freshPhone();
    const [first, second] = [person(), person()];
    await first.reachPhoneCode();
    await second.reachPhoneCode();
    await first.setPhone(phone);
    later(minuteMs);
    await second.setPhone(phone);
    const code = await second.codeFor(phone);
    test.accounts.before = () => {
      throw new Error('the API is away');
    };
    const { id } = await first.row();
    const firstCode = '246810';
    const hash = first.ctx.keyring.digest(
      'registration-code',
      `${tenant.id}:${id}:phone:${firstCode}`,
    );
    await first.run((ctx) =>
      ctx.db.pendingRegistration.updateMany({ where: { id }, data: { phoneCodeHash: hash } }),
    );
    expect((await first.enterPhoneCode(firstCode)).step).toBe('PHONE_VERIFIED');
    expect(await refusalOf(second.enterPhoneCode(code))).toMatchObject({
      kind: 'CONFLICT',
      code: 'account.phone_taken',
    });
    test.accounts.before = () => {};
    expect((await second.row()).currentStep).toBe('PHONE_SENT');
    expect((await second.setPhone(freshPhone())).step).toBe('PHONE_SENT');
  });
});

describe('a device that has proved nothing', () => {
  it('sees the address and nothing of what others gave', async () => {
    const [someone, prying] = [person(), person()];
    prying.email = someone.email;
    await someone.reachPhoneCode();
    later(minuteMs);
    await prying.start();
    expect(await look(prying)).toMatchObject({
      ...{
        step: 'EMAIL_SENT',
        email: someone.email,
        isEmailVerified: false,
        firstName: null,
        lastName: null,
      },
      ...{
        countryCode: null,
        dateOfBirth: null,
        gender: null,
        hasPassword: false,
        phone: null,
        phoneCode: null,
      },
    });
  });

  it('can change nothing', async () => {
    const [someone, prying] = [person(), person()];
    prying.email = someone.email;
    await someone.reachPhoneCode();
    later(minuteMs);
    await prying.start();
    const before = await someone.row();
    const refused = { code: 'registration.step_out_of_order', params: { step: 'EMAIL_SENT' } };
    expect(await refusalOf(prying.setName())).toMatchObject(refused);
    expect(await refusalOf(prying.setBirth())).toMatchObject(refused);
    expect(await refusalOf(prying.setPassword())).toMatchObject(refused);
    expect(await refusalOf(prying.setPhone())).toMatchObject(refused);
    expect(
      await refusalOf(prying.enterPhoneCode(await someone.codeFor(someone.phone))),
    ).toMatchObject(refused);
    const link = prying.run((ctx) => createResumeLink({ ctx, input: { handle: prying.handle } }));
    expect(await refusalOf(link)).toMatchObject(refused);
    expect(await someone.row()).toEqual(before);
  });

  it('cannot take a registration along to its own address', async () => {
    const [someone, thief] = [person(), person()];
    await someone.reachPhoneCode();
    later(minuteMs);
    thief.email = someone.email;
    await thief.start();
    thief.email = freshEmail();
    await moveTo(thief, thief.email);
    expect(await thief.proveEmail()).toMatchObject({
      step: 'EMAIL_VERIFIED',
      firstName: null,
      phone: null,
    });
    expect((await someone.row()).email).toBe(someone.email);
    expect((await someone.provePhone()).step).toBe('COMPLETED');
  });

  it('is refused like any other while no code can be entered and none may be sent', async () => {
    const [someone, other] = [person(), person()];
    other.email = someone.email;
    await someone.start();
    await someone.proveEmail();
    expect(await refusalOf(other.start())).toMatchObject({ code: 'registration.resend_too_soon' });
    later(minuteMs);
    expect((await other.start()).step).toBe('EMAIL_SENT');
  });

  it('joins the one registration of the address, however many begin at once', async () => {
    const email = freshEmail();
    const devices = Array.from({ length: 24 }, () => person(email));
    const outcomes = await Promise.allSettled(devices.map((device) => device.start()));
    const begun = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const rows = await devices[0]!.run((ctx) =>
      ctx.db.pendingRegistration.findMany({
        where: { email },
        select: { _count: { select: { handles: true } } },
      }),
    );
    expect(rows).toEqual([{ _count: { handles: begun } }]);
    expect(await person().messages({ recipient: email })).toHaveLength(1);
  });

  it('joins it as well where the clocks of two processes let both begin', async () => {
    for (let round = 0; round < 6; round += 1) {
      const email = freshEmail();
      const devices = [0, 1, 2, 3].map((minutes) => {
        const clock = () => new Date(test.platform.clock().getTime() + minutes * minuteMs);
        return new Person({ ...test.person(tenant), clock }, test.accounts, email);
      });
      const outcomes = await Promise.allSettled(devices.map((device) => device.start()));
      const codes = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [(outcome.reason as { code?: string }).code] : [],
      );
      expect(new Set([...codes, 'registration.resend_too_soon']).size).toBe(1);
      expect(
        await devices[0]!.run((ctx) => ctx.db.pendingRegistration.count({ where: { email } })),
      ).toBe(1);
    }
  });

  it('leaves nothing behind when it moves on alone', async () => {
    const someone = person();
    const old = someone.email;
    await someone.start();
    someone.email = freshEmail();
    await moveTo(someone, someone.email);
    expect(
      await someone.run((ctx) => ctx.db.pendingRegistration.count({ where: { email: old } })),
    ).toBe(0);
    expect((await someone.proveEmail()).step).toBe('EMAIL_VERIFIED');
  });
});

describe('a claim on an address that was not proved', () => {
  /** Somebody with answers who typed another person's address and has not proved it. */
  async function claimant(email: string): Promise<Person> {
    const someone = person();
    await someone.reachPhoneCode();
    await moveTo(someone, email);
    return someone;
  }

  it('is lost to whoever proves the address, with everything that was given, and never seen by them', async () => {
    const owner = person();
    const claiming = await claimant(owner.email);
    later(minuteMs);
    await owner.start();
    expect(await owner.proveEmail()).toMatchObject({
      step: 'EMAIL_VERIFIED',
      firstName: null,
      phone: null,
    });
    expect(await refusalOf(look(claiming))).toMatchObject({ code: 'registration.unknown_handle' });
    await owner.setName({ firstName: 'Real', lastName: 'Owner', countryCode: 'GH' });
    expect(await refusalOf(claiming.setPassword())).toMatchObject({
      code: 'registration.unknown_handle',
    });
  });

  it('that is moved on leaves whoever waits at the address an empty registration', async () => {
    const owner = person();
    const claiming = await claimant(owner.email);
    later(minuteMs);
    await owner.start();
    claiming.email = freshEmail();
    await moveTo(claiming, claiming.email);
    expect(await owner.row()).toMatchObject({ firstName: null, dateOfBirth: null, phone: null });
    expect(await owner.proveEmail()).toMatchObject({
      step: 'EMAIL_VERIFIED',
      firstName: null,
      phone: null,
    });
    expect(await claiming.proveEmail()).toMatchObject({
      step: 'DOB_GENDER_SET',
      firstName: 'Amara',
    });
  });

  it('joins a registration that others began, without what it holds', async () => {
    const owner = person();
    await owner.reachPhoneCode();
    later(minuteMs);
    const mover = await claimant(owner.email);
    expect(await look(mover)).toMatchObject({ step: 'EMAIL_SENT', firstName: null });
    expect((await owner.row()).firstName).toBe(answers.name.firstName);
    expect((await owner.provePhone()).step).toBe('COMPLETED');
  });

  it('can be taken back to the address that was proved before', async () => {
    const owner = person();
    await owner.start();
    const someone = person();
    const first = someone.email;
    await someone.start();
    await someone.proveEmail();
    await someone.setName();
    await moveTo(someone, owner.email);
    later(minuteMs);
    await moveTo(someone, first);
    someone.email = first;
    expect(await someone.proveEmail()).toMatchObject({
      step: 'NAME_COUNTRY_SET',
      firstName: 'Amara',
    });
  });

  it('voids resume links and other devices of the address before', async () => {
    const someone = person();
    await someone.start();
    await someone.proveEmail();
    const { resumeToken } = await someone.run((ctx) =>
      createResumeLink({ ctx, input: { handle: someone.handle } }),
    );
    await moveTo(someone, freshEmail());
    const other = person();
    other.handle = resumeToken;
    expect(await refusalOf(look(other))).toMatchObject({ code: 'registration.unknown_handle' });
  });
});

describe('a registration that an operator cancelled', () => {
  it('is over for who proved it, and begins anew for who had not', async () => {
    const [someone, waiting] = [person(), person()];
    waiting.email = someone.email;
    await someone.start();
    await waiting.start();
    await someone.proveEmail();
    await someone.setName();
    const { id: registrationId, version } = await someone.row();
    const operator = new Person(test.operator(tenant), test.accounts);
    await operator.run((ctx) =>
      cancelRegistration({ ctx, input: { registrationId, version, reason: 'asked by phone' } }),
    );
    expect((await look(someone)).step).toBe('CANCELLED');
    expect(await refusalOf(someone.setBirth())).toMatchObject({ code: 'registration.cancelled' });
    later(minuteMs);
    await waiting.run((ctx) => resendEmailCode({ ctx, input: { handle: waiting.handle } }));
    expect(await waiting.proveEmail()).toMatchObject({ step: 'EMAIL_VERIFIED', firstName: null });
  });
});
