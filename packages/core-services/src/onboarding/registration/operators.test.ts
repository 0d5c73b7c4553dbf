import {
  ListRegistrationsInput,
  RegistrationDetail,
  RegistrationPage,
} from '@freehold/core-contracts/registration';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceTenant } from '../../context.ts';
import { inScope } from '../../testing/index.ts';
import { cancelRegistration } from './cancel-registration.ts';
import { extendRegistration } from './extend-registration.ts';
import { getRegistrationDetail } from './get-registration-detail.ts';
import { listRegistrations } from './list-registrations.ts';
import {
  hourMs,
  minuteMs,
  openRegistrationTest,
  Person,
  refusalOf,
  wrongCode,
  type RegistrationTest,
} from './registration.testing.ts';
import { resendCode } from './resend-code.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: RegistrationTest;
let tenant: ServiceTenant;
beforeAll(async () => {
  test = await openRegistrationTest();
  tenant = await test.addTenant();
});
afterAll(() => test.close());

const person = () => new Person(test.person(tenant), test.accounts);
const later = (ms: number) => test.platform.clock.moveBy(ms);
const reason = 'asked by phone';

type Managing = typeof cancelRegistration;
async function manage(verb: Managing, someone: Person, version?: number, of = tenant) {
  const row = await someone.row();
  const ctx = test.operator(of);
  const input = { registrationId: row.id, version: version ?? row.version, reason };
  return inScope(ctx, () => verb({ ctx, input }));
}

function list(input: Record<string, unknown> = {}, of = tenant) {
  const ctx = test.operator(of);
  return inScope(ctx, () => listRegistrations({ ctx, input: ListRegistrationsInput.parse(input) }));
}

function detail(registrationId: string, of = tenant) {
  const ctx = test.operator(of);
  return inScope(ctx, () => getRegistrationDetail({ ctx, input: { registrationId } }));
}

describe('the list', () => {
  it('pages, searches, filters and sorts, and shows no secret', async () => {
    const elsewhere = await test.addTenant();
    const people = [1, 2, 3].map(() => new Person(test.person(elsewhere), test.accounts));
    for (const someone of people) {
      await someone.start();
      later(1000);
    }
    await people[1]!.proveEmail();
    await people[1]!.setName({ firstName: '100%', lastName: 'Sure', countryCode: 'CH' });
    const page = await list({ limit: 2 }, elsewhere);
    expect(RegistrationPage.parse(page)).toEqual(page);
    expect(page).toMatchObject({ page: 1, limit: 2, total: 3, totalPages: 2 });
    expect(page.items.map(({ email }) => email)).toEqual([people[2]!.email, people[1]!.email]);
    expect(
      (await list({ search: people[0]!.email.slice(7, 20) }, elsewhere)).items.map(
        ({ email }) => email,
      ),
    ).toEqual([people[0]!.email]);
    expect((await list({ search: 'SURE 100%' }, elsewhere)).total).toBe(1);
    expect((await list({ search: '%%' }, elsewhere)).total).toBe(0);
    expect((await list({ step: ['EMAIL_SENT'] }, elsewhere)).total).toBe(2);
    expect((await list({ isExpired: true }, elsewhere)).total).toBe(0);
    const oldest = await list({ sort: { field: 'expiresAt', direction: 'asc' } }, elsewhere);
    expect(oldest.items[0]?.email).toBe(people[0]!.email);
    expect(JSON.stringify(page)).not.toMatch(/hash|argon2/iu);
    expect((await list({}, await test.addTenant())).total).toBe(0);
  });

  it('shows the attempts that are left', async () => {
    const someone = person();
    await someone.start();
    await refusalOf(someone.enterEmailCode(wrongCode(await someone.codeFor(someone.email))));
    const page = await list({ search: someone.email });
    expect(page.items).toMatchObject([
      { step: 'EMAIL_SENT', emailAttemptsLeft: 4, phoneAttemptsLeft: 5 },
    ]);
  });
});

describe('one registration', () => {
  it('is shown with its messages and where they stand', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const { id } = await someone.row();
    const shown = await detail(id);
    expect(RegistrationDetail.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({
      ...{
        step: 'PHONE_SENT',
        phone: someone.phone,
        isEmailVerified: true,
        isPhoneVerified: false,
      },
      ...{ ipAddress: someone.ctx.request.ip, createdUserId: null },
    });
    expect(shown.messages.map(({ template, status }) => `${template} ${status}`)).toEqual([
      'registrationPhoneCode PENDING',
      'registrationEmailCode PENDING',
    ]);
  });

  it('is not there for another tenant', async () => {
    const someone = person();
    await someone.start();
    const { id, version } = await someone.row();
    const other = await test.addTenant();
    const missing = { kind: 'NOT_FOUND', code: 'entity.not_found' };
    expect(await refusalOf(detail(id, other))).toMatchObject(missing);
    expect(await refusalOf(manage(cancelRegistration, someone, version, other))).toMatchObject(
      missing,
    );
  });
});

describe('extending', () => {
  it('gives 24 hours from now, to one that is over as well', async () => {
    const someone = person();
    await someone.start();
    later(30 * hourMs);
    expect(await refusalOf(someone.proveEmail())).toMatchObject({ code: 'registration.expired' });
    const summary = await manage(extendRegistration, someone);
    expect(summary.expiresAt.getTime()).toBe(test.platform.clock().getTime() + 24 * hourMs);
    expect(await refusalOf(someone.proveEmail())).toMatchObject({
      code: 'registration.code_expired',
    });
  });

  it('is in the audit log with its operator and reason', async () => {
    const someone = person();
    await someone.start();
    await manage(extendRegistration, someone);
    const { id } = await someone.row();
    const row = await someone.run((ctx) =>
      ctx.db.auditLog.findFirst({ where: { entityId: id }, orderBy: { sequence: 'desc' } }),
    );
    expect(row).toMatchObject({
      ...{
        action: 'registration.extend',
        actorKind: 'OPERATOR',
        actorName: 'Rana Reviewer',
        reason,
      },
      changes: { fields: ['expiresAt'] },
    });
  });
});

describe('cancelling', () => {
  it('ends it and removes its codes and its password', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    const code = await someone.codeFor(someone.phone);
    expect((await manage(cancelRegistration, someone)).step).toBe('CANCELLED');
    expect(await refusalOf(someone.enterPhoneCode(code))).toMatchObject({
      code: 'registration.cancelled',
    });
    expect(await someone.row()).toMatchObject({
      passwordHash: null,
      emailCodeHash: null,
      phoneCodeHash: null,
    });
    later(minuteMs);
    expect((await someone.start()).step).toBe('EMAIL_SENT');
    expect((await someone.proveEmail()).step).toBe('EMAIL_VERIFIED');
  });

  it('is not possible while the account is being made, nor after', async () => {
    const someone = person();
    await someone.reachPhoneCode();
    test.accounts.before = () => {
      throw new Error('the API is away');
    };
    await someone.provePhone();
    test.accounts.before = () => {};
    expect(await refusalOf(manage(cancelRegistration, someone))).toMatchObject({
      code: 'registration.step_out_of_order',
    });
    await someone.enterPhoneCode(await someone.codeFor(someone.phone));
    expect(await refusalOf(manage(cancelRegistration, someone))).toMatchObject({
      code: 'registration.completed',
    });
  });
});

describe('sending the code again', () => {
  it('sends the one that is awaited, within the recipient’s limits', async () => {
    const someone = person();
    await someone.start();
    expect(await refusalOf(manage(resendCode, someone))).toMatchObject({
      code: 'registration.resend_too_soon',
    });
    later(minuteMs);
    await manage(resendCode, someone);
    await someone.proveEmail();
    expect(await refusalOf(manage(resendCode, someone))).toMatchObject({
      code: 'registration.step_out_of_order',
    });
    await someone.setName();
    await someone.setBirth();
    await someone.setPassword();
    await someone.setPhone();
    later(minuteMs);
    await manage(resendCode, someone);
    expect(await someone.messages({ recipient: someone.phone })).toHaveLength(2);
    expect((await someone.provePhone()).step).toBe('COMPLETED');
  });
});

describe('a stale version', () => {
  it('is refused with the current one and who made it', async () => {
    const someone = person();
    await someone.start();
    const { version } = await someone.row();
    await manage(extendRegistration, someone);
    for (const verb of [extendRegistration, cancelRegistration, resendCode]) {
      expect(await refusalOf(manage(verb, someone, version))).toEqual({
        kind: 'PRECONDITION_FAILED',
        code: 'version.stale',
        params: { currentVersion: version + 1, changedBy: 'Rana Reviewer' },
      });
    }
  });

  it('loses to the first of sixteen at once', async () => {
    const someone = person();
    await someone.start();
    const { version } = await someone.row();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, () => manage(extendRegistration, someone, version)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
