import { AppError } from '@freehold/core-contracts/errors';
import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceTenant } from '../../context.ts';
import { completeRegistration } from '../complete-registration.ts';
import { completePendingRegistration } from './complete-pending-registration.ts';
import type { AccountMaker } from './finish-registration.ts';
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
import { removeExpiredRegistrations } from './remove-expired-registrations.ts';
import { resumeCompletions } from './resume-completions.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The real maker of accounts, with places where it can be cut off. */
class CutOffAccounts implements AccountMaker {
  readonly inputs: CompleteRegistrationInput[] = [];
  cutBefore = false;
  cutAfter = false;
  readonly #person: Person;

  constructor(person: Person) {
    this.#person = person;
  }

  async complete(input: CompleteRegistrationInput) {
    this.inputs.push(input);
    const unreachable = new AppError('UNAVAILABLE', 'service.unreachable');
    if (this.cutBefore) throw unreachable;
    const output = await this.#person.run((ctx) => completeRegistration({ ctx, input }));
    if (this.cutAfter) throw unreachable;
    return output;
  }
}

let test: RegistrationTest;
let tenant: ServiceTenant;
beforeAll(async () => {
  test = await openRegistrationTest();
});
beforeEach(async () => {
  tenant = await test.addTenant();
});
afterAll(() => test.close());

const later = (ms: number) => test.platform.clock.moveBy(ms);

function person(email?: string): { someone: Person; accounts: CutOffAccounts } {
  const accounts: CutOffAccounts = new CutOffAccounts(
    new Person(test.person(tenant), test.accounts),
  );
  return { someone: new Person(test.person(tenant), accounts, email), accounts };
}

const complete = (someone: Person) =>
  someone.run((ctx) =>
    completePendingRegistration({
      ctx,
      accounts: someone.accounts,
      input: { handle: someone.handle },
    }),
  );
const resume = (someone: Person, limit = 10) =>
  someone.run((ctx) => resumeCompletions({ ctx, accounts: someone.accounts, limit }));

/** What there is of somebody: one of each, or something was done twice or not at all. */
async function traces(someone: Person) {
  const { id, currentStep, createdUserId } = await someone.row();
  return someone.run(async (ctx) => {
    const users = await ctx.db.user.findMany({
      where: { email: someone.email },
      select: { id: true, registrationId: true },
    });
    const welcomes = await ctx.db.outboundMessage.count({
      where: { recipient: someone.email, template: 'welcome' },
    });
    const audited = await ctx.db.auditLog.count({
      where: { entityId: id, action: 'registration.complete' },
    });
    const cases = await ctx.db.approvalCase.count({ where: { userId: users[0]?.id ?? id } });
    const isLinked = users[0]?.id === createdUserId && users[0]?.registrationId === id;
    return { currentStep, users: users.length, welcomes, audited, cases, isLinked };
  });
}

const once = {
  currentStep: 'COMPLETED',
  users: 1,
  welcomes: 1,
  audited: 1,
  cases: 1,
  isLinked: true,
};

describe('completion', () => {
  it('hands over everything that was given, and makes one account, one case, one welcome', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    const code = await someone.codeFor(someone.phone);
    await refusalOf(someone.enterPhoneCode(wrongCode(code)));
    expect((await someone.enterPhoneCode(code)).step).toBe('COMPLETED');
    expect(await traces(someone)).toEqual(once);
    expect(accounts.inputs).toHaveLength(1);
    expect(accounts.inputs[0]).toMatchObject({
      ...{ email: someone.email, phone: someone.phone, firstName: 'Amara', lastName: 'Okonkwo' },
      ...{
        countryCode: 'NG',
        dateOfBirth: '1990-04-12',
        gender: 'FEMALE',
        locale: 'en',
        failedAttempts: 1,
      },
    });
  });

  it('cut off before the account was made is finished by asking again', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    expect((await someone.provePhone()).step).toBe('PHONE_VERIFIED');
    expect(await traces(someone)).toMatchObject({ currentStep: 'PHONE_VERIFIED', users: 0 });
    expect(await refusalOf(complete(someone))).toMatchObject({ kind: 'UNAVAILABLE' });
    accounts.cutBefore = false;
    expect((await complete(someone)).step).toBe('COMPLETED');
    expect(await traces(someone)).toEqual(once);
  });

  it('cut off after the account was made is finished by asking again', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutAfter = true;
    expect((await someone.provePhone()).step).toBe('PHONE_VERIFIED');
    expect(await traces(someone)).toMatchObject({
      currentStep: 'PHONE_VERIFIED',
      users: 1,
      welcomes: 1,
    });
    accounts.cutAfter = false;
    expect((await complete(someone)).step).toBe('COMPLETED');
    expect((await complete(someone)).step).toBe('COMPLETED');
    expect(await traces(someone)).toEqual(once);
  });

  it('cut off while its own end was written is finished by asking again', async () => {
    const { someone } = person();
    await someone.reachPhoneCode();
    const refuse = (sql: string) =>
      withConnection(test.platform.urls.ownerUrl, async (owner) => {
        await owner.query(sql);
      });
    await refuse(
      `ALTER TABLE "PendingRegistration" ADD CONSTRAINT no_end CHECK ("email" <> '${someone.email}' OR "currentStep" <> 'COMPLETED') NOT VALID`,
    );
    expect((await someone.provePhone()).step).toBe('PHONE_VERIFIED');
    await refuse('ALTER TABLE "PendingRegistration" DROP CONSTRAINT no_end');
    expect(await traces(someone)).toMatchObject({ currentStep: 'PHONE_VERIFIED', users: 1 });
    expect((await complete(someone)).step).toBe('COMPLETED');
    expect(await traces(someone)).toEqual(once);
  });

  it('asked for 64 times at once makes one account', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    await someone.provePhone();
    accounts.cutBefore = false;
    const views = await Promise.all(Array.from({ length: 64 }, () => complete(someone)));
    expect(new Set(views.map(({ step }) => step))).toEqual(new Set(['COMPLETED']));
    expect(await traces(someone)).toEqual(once);
  });

  it('entering the right code again finishes one that was cut off', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    const code = await someone.codeFor(someone.phone);
    accounts.cutBefore = true;
    await someone.enterPhoneCode(code);
    accounts.cutBefore = false;
    expect((await someone.enterPhoneCode(code)).step).toBe('COMPLETED');
    expect(await traces(someone)).toEqual(once);
  });
});

describe('the resumption', () => {
  it('finishes what nobody came back for, after half a minute, and whatever the hour', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutAfter = true;
    await someone.provePhone();
    accounts.cutAfter = false;
    expect(await resume(someone)).toEqual({ completed: 0, failed: 0 });
    later(48 * hourMs);
    expect(await resume(someone)).toEqual({ completed: 1, failed: 0 });
    expect(await traces(someone)).toEqual(once);
    expect(await resume(someone)).toEqual({ completed: 0, failed: 0 });
  });

  it('run by eight at once makes one account', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    await someone.provePhone();
    accounts.cutBefore = false;
    later(minuteMs);
    await Promise.all(Array.from({ length: 8 }, () => resume(someone)));
    expect(await traces(someone)).toEqual(once);
  });

  it('stops between two when it is told to', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    await someone.provePhone();
    accounts.cutBefore = false;
    later(minuteMs);
    const signal = AbortSignal.abort();
    const stopped = await someone.run((ctx) =>
      resumeCompletions({ ctx, accounts, limit: 10, signal }),
    );
    expect(stopped).toEqual({ completed: 0, failed: 0 });
    expect(await resume(someone)).toEqual({ completed: 1, failed: 0 });
  });

  it('puts one that fails at the end of the line, so that it blocks no other', async () => {
    const [stuck, fine] = [person(), person()];
    for (const { someone, accounts } of [stuck, fine]) {
      await someone.reachPhoneCode();
      accounts.cutBefore = true;
      await someone.provePhone();
      later(1000);
    }
    later(minuteMs);
    const { id } = await stuck.someone.row();
    fine.accounts.cutBefore = false;
    const maker: AccountMaker = {
      complete(input) {
        return (input.registrationId === id ? stuck : fine).accounts.complete(input);
      },
    };
    const one = () =>
      fine.someone.run((ctx) => resumeCompletions({ ctx, accounts: maker, limit: 1 }));
    expect(await one()).toEqual({ completed: 0, failed: 1 });
    expect(await one()).toEqual({ completed: 1, failed: 0 });
    expect(await traces(fine.someone)).toEqual(once);
    expect(await one()).toEqual({ completed: 0, failed: 0 });
  });
});

describe('an account that another one stands in the way of', () => {
  it('by its number sends the person back to the number', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    await someone.provePhone();
    accounts.cutBefore = false;
    await test.addUser(tenant, { email: freshEmail(), phone: someone.phone });
    expect(await refusalOf(complete(someone))).toMatchObject({
      kind: 'CONFLICT',
      code: 'account.phone_taken',
    });
    expect(await someone.row()).toMatchObject({
      currentStep: 'PASSWORD_SET',
      phone: null,
      phoneVerified: false,
    });
    await someone.setPhone(freshPhone());
    expect((await someone.provePhone()).step).toBe('COMPLETED');
    expect(await traces(someone)).toEqual(once);
  });

  it('by its address ends the registration', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    await someone.provePhone();
    accounts.cutBefore = false;
    await test.addUser(tenant, { email: someone.email });
    expect(await refusalOf(complete(someone))).toMatchObject({
      kind: 'CONFLICT',
      code: 'account.email_taken',
    });
    expect(await someone.row()).toMatchObject({ currentStep: 'CANCELLED', passwordHash: null });
  });
});

describe('removing what is over', () => {
  const remove = (someone: Person, limit = 100) =>
    someone.run((ctx) => removeExpiredRegistrations({ ctx, limit }));

  it('takes abandoned registrations with their devices, in batches, each with its audit row', async () => {
    const people = [person(), person(), person()];
    for (const { someone } of people) await someone.start();
    const { someone } = people[0]!;
    const { id } = await someone.row();
    later(24 * hourMs - 1);
    expect(await remove(someone)).toBe(0);
    later(1);
    expect(await remove(someone, 2)).toBe(2);
    expect(await remove(someone, 2)).toBe(1);
    expect(await remove(someone, 2)).toBe(0);
    const left = await someone.run(async (ctx) => ({
      rows: await ctx.db.pendingRegistration.count(),
      devices: await ctx.db.registrationHandle.count(),
      audited: await ctx.db.auditLog.count({
        where: { entityId: id, action: 'registration.expire' },
      }),
    }));
    expect(left).toEqual({ rows: 0, devices: 0, audited: 1 });
  });

  it('keeps a completed one and takes its devices, so that it looks like any other from outside', async () => {
    const { someone } = person();
    await someone.reachPhoneCode();
    await someone.provePhone();
    later(25 * hourMs);
    expect(await remove(someone)).toBe(0);
    expect((await someone.row()).currentStep).toBe('COMPLETED');
    expect(await someone.run((ctx) => ctx.db.registrationHandle.count())).toBe(0);
  });

  it('keeps one that is owed its account for a week', async () => {
    const { someone, accounts } = person();
    await someone.reachPhoneCode();
    accounts.cutBefore = true;
    await someone.provePhone();
    later(25 * hourMs);
    expect(await remove(someone)).toBe(0);
    later(7 * 24 * hourMs);
    expect(await remove(someone)).toBe(1);
  });

  it('touches no other tenant', async () => {
    const { someone } = person();
    await someone.start();
    later(25 * hourMs);
    const elsewhere = new Person(test.person(await test.addTenant()), test.accounts);
    expect(await remove(elsewhere)).toBe(0);
    expect(await remove(someone)).toBe(1);
  });
});
