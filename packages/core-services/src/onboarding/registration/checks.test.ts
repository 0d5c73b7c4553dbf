import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import { networkOf } from '../budget/network.ts';
import { ageOn, assertBirth, checkEmailDomain, checkPhone, isDisposableEmail } from './checks.ts';
import {
  openRegistrationTest,
  Person,
  refusalOf,
  type RegistrationTest,
} from './registration.testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: RegistrationTest;
let ctx: ServiceContext;
beforeAll(async () => {
  test = await openRegistrationTest();
  ctx = test.person(await test.addTenant());
});
afterAll(() => test.close());

const at = (instant: string, minimumAgeYears = 18): ServiceContext => ({
  ...ctx,
  clock: () => new Date(instant),
  tenant: { ...ctx.tenant, settings: { ...ctx.tenant.settings, minimumAgeYears } },
});
const refusal = (work: () => unknown) => refusalOf(Promise.resolve().then(work));

describe('age', () => {
  it.each([
    ['2008-11-21', '2026-11-20', 17],
    ['2008-11-21', '2026-11-21', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2008-12-31', '2027-01-01', 18],
  ])('of who was born on %s is on %s: %i', (born, today, age) => {
    expect(ageOn(born, today)).toBe(age);
  });

  it('grows by one a year, on one day', () => {
    const day = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2020-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 45_000 }), (born, days) => {
        const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
        const today = born.getTime() + days * 86_400_000;
        const grown =
          ageOn(date(born.getTime()), date(today + 86_400_000)) -
          ageOn(date(born.getTime()), date(today));
        expect([0, 1]).toContain(grown);
        const isBirthday = date(today + 86_400_000).slice(5) === date(born.getTime()).slice(5);
        if (isBirthday) expect(grown).toBe(1);
      }),
    );
  });

  it('is decided by the calendar day in UTC', () => {
    expect(assertBirth(at('2026-11-21T00:00:00.000Z'), '2008-11-21')).toBeUndefined();
    return expect(
      refusal(() => assertBirth(at('2026-11-20T23:59:59.999Z'), '2008-11-21')),
    ).resolves.toEqual({
      kind: 'INVALID',
      code: 'registration.too_young',
      params: { minimumAgeYears: 18 },
    });
  });

  it('is what the tenant says', async () => {
    expect(assertBirth(at('2026-11-21T00:00:00.000Z', 16), '2010-11-21')).toBeUndefined();
    const refused = await refusal(() =>
      assertBirth(at('2026-11-21T00:00:00.000Z', 21), '2008-11-21'),
    );
    expect(refused.params).toEqual({ minimumAgeYears: 21 });
  });

  it('refuses a birth in the future, and one before 1900', async () => {
    const now = at('2026-11-21T12:00:00.000Z', 0);
    expect(assertBirth(now, '2026-11-21')).toBeUndefined();
    expect((await refusal(() => assertBirth(now, '2026-11-22'))).code).toBe(
      'registration.date_in_future',
    );
    expect((await refusal(() => assertBirth(now, '1899-12-31'))).code).toBe(
      'registration.date_too_early',
    );
    expect(assertBirth(now, '1900-01-01')).toBeUndefined();
  });
});

describe('a phone number', () => {
  it.each([
    ['+234 803 123 4567', null, '+2348031234567', '+234'],
    ['0803 123 4567', 'NG', '+2348031234567', '+234'],
    ['(415) 555-2671', 'US', '+14155552671', '+1'],
    ['+41 79 000 00 01', 'NG', '+41790000001', '+41'],
    ['06 12 34 56 78', 'FR', '+33612345678', '+33'],
  ])('%s of %s is kept as E.164', (typed, country, number, dialPrefix) => {
    expect(checkPhone(typed, country)).toEqual({ number, dialPrefix });
  });

  it.each([
    ['0803 123 4567', null, 'a national number without a country'],
    ['12345', 'NG', 'too short'],
    ['+234 803 123 4567 ext. 5', null, 'an extension'],
    ['call +234 803 123 4567 now', null, 'text around it'],
    ['+999 123 456 789', null, 'no such prefix'],
    ['+33 1 42 68 53 00', null, 'a fixed line'],
    ['+44 20 7946 0958', null, 'a fixed line of London'],
    ['+33 899 70 00 00', null, 'premium rate'],
    ['+1 800 444 4444', null, 'toll free'],
    ['', 'NG', 'nothing'],
  ])('%s is refused: %s', async (typed: string, country: string | null, _why: string) => {
    expect(await refusal(() => checkPhone(typed, country))).toEqual({
      kind: 'INVALID',
      code: 'registration.phone_invalid',
      params: {},
    });
  });
});

describe('a disposable address', () => {
  it('is known by its domain and by the domains above it', () => {
    expect(isDisposableEmail('a@mailinator.com')).toBe(true);
    expect(isDisposableEmail('a@deep.below.mailinator.com')).toBe(true);
    expect(isDisposableEmail('mailinator.com@people.example')).toBe(false);
    expect(isDisposableEmail('a@notmailinator.com.example')).toBe(false);
  });

  it('is refused unless the tenant flags it', async () => {
    const someone = new Person(ctx, test.accounts, 'somebody@mailinator.com');
    expect(await refusalOf(someone.start())).toEqual({
      kind: 'INVALID',
      code: 'registration.email_disposable',
      params: {},
    });
    const flagging = new Person(
      test.person(await test.addTenant({ disposableEmail: 'FLAG' })),
      test.accounts,
      'somebody@mailinator.com',
    );
    await flagging.start();
    expect((await flagging.row()).isDisposableEmail).toBe(true);
    expect(checkEmailDomain(ctx, 'a@people.example')).toBe(false);
  });
});

describe('a country', () => {
  it('must exist and be open', async () => {
    const someone = new Person(test.person(await test.addTenant()), test.accounts);
    await someone.start();
    await someone.proveEmail();
    const unknown = { kind: 'INVALID', code: 'registration.country_unknown', params: {} };
    expect(
      await refusalOf(someone.setName({ firstName: 'A', lastName: 'B', countryCode: 'XX' })),
    ).toEqual(unknown);
    await test.closeCountry('KP');
    expect(
      await refusalOf(someone.setName({ firstName: 'A', lastName: 'B', countryCode: 'KP' })),
    ).toEqual(unknown);
    expect(
      (await someone.setName({ firstName: 'A', lastName: 'B', countryCode: 'CH' })).countryCode,
    ).toBe('CH');
  });
});

describe('a password', () => {
  it('is refused with the reason, against what this person gave', async () => {
    const someone = new Person(test.person(await test.addTenant()), test.accounts);
    await someone.start();
    await someone.proveEmail();
    await someone.setName();
    await someone.setBirth();
    const refused = (password: string) => refusalOf(someone.setPassword(password));
    expect(await refused('fourteen chars')).toMatchObject({
      code: 'password.too_short',
      params: { minimum: 15 },
    });
    expect(await refused('passwordpassword')).toMatchObject({ code: 'password.too_common' });
    expect(await refused('amara likes the rain')).toMatchObject({
      code: 'password.contains_personal',
      params: { what: 'firstName' },
    });
    expect(await refused('the harbour at night')).toMatchObject({
      params: { what: 'productName' },
    });
    expect(await refused('my freehold is small')).toMatchObject({
      params: { what: 'productName' },
    });
    expect((await someone.setPassword('a quiet violet kettle')).hasPassword).toBe(true);
    const { passwordHash } = await someone.row();
    expect(passwordHash).toMatch(/^\$argon2id\$/u);
    expect((await someone.setPassword('another green lantern')).hasPassword).toBe(true);
    expect((await someone.row()).passwordHash).not.toBe(passwordHash);
  });
});

describe('a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [null, 'unknown'],
    ['not an address', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
