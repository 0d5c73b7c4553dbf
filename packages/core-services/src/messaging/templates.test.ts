import { UserRole, UserStatus, SecondFactorMethod } from '@freehold/core-contracts/enums';
import { Locale } from '@freehold/core-contracts/ids';
import { codePointLength } from '@freehold/core-contracts/text';
import { describe, expect, test } from 'vitest';
import { renderTemplate } from './templates.ts';
import type { TemplateName, TemplateParameters } from './templates/parameters.ts';
import { templateFacts } from './templates/facts.ts';
import { toName } from './templates/wording.ts';

const path = 'https://portal.example/main/unlock#token-0123456789';
const date = new Date('2027-02-03T23:59:59.000Z');

/** What every template is tried with; each value is one that no text holds by itself. */
const samples: { readonly [T in TemplateName]: TemplateParameters[T] } = {
  registrationEmailCode: { code: '473920', minutes: 37 },
  registrationPhoneCode: { code: '473920', minutes: 37 },
  registrationResumeLink: { path },
  accountExists: { path },
  phoneInUse: {},
  welcome: { firstName: 'Zoë' },
  approvalGranted: { firstName: 'Zoë' },
  accountActive: { firstName: 'Zoë' },
  approvalDenied: { firstName: 'Zoë', reason: 'Kwartz' },
  informationRequested: { firstName: 'Zoë', request: 'Kwartz' },
  passwordReset: { path, minutes: 37 },
  passwordChanged: { firstName: 'Zoë', device: 'Kwartz on Linux' },
  signInLocked: { path, minutes: 37 },
  secondFactorLocked: { path, minutes: 37 },
  newDevice: { firstName: 'Zoë', device: 'Kwartz on Linux', ip: '203.0.113.77' },
  emailVerification: { path },
  emailChangeConfirm: { path },
  emailChanged: { firstName: 'Zoë', newEmailHint: 'z***@people.test' },
  phoneChangeCode: { code: '473920', minutes: 37 },
  phoneChanged: { firstName: 'Zoë' },
  factorAdded: { firstName: 'Zoë', factor: 'PASSKEY' },
  factorRemoved: { firstName: 'Zoë', factor: 'TOTP' },
  recoveryCodeUsed: { firstName: 'Zoë', left: 9 },
  sessionReused: { firstName: 'Zoë', device: 'Kwartz on Linux' },
  statusChanged: { firstName: 'Zoë', status: 'FROZEN', reason: 'Kwartz' },
  accountDeleted: { firstName: 'Zoë' },
  organizationInvitation: { organization: 'Kwartz', inviter: 'Zoë Quill', path },
  organizationHandedOver: { organization: 'Kwartz' },
  subscriptionExpiring: { organization: 'Kwartz', date },
  subscriptionExpired: { organization: 'Kwartz' },
  apiKeyExpiring: { name: 'Pump 7', organization: 'Kwartz', date },
  webhookDisabled: { url: 'https://hooks.example/in?x=1', organization: 'Kwartz' },
  staffInvitation: { tenant: 'Kwartz', role: 'TREASURER', path },
  proposalWaiting: { action: 'user.close', proposer: 'Zoë Quill', path },
};
const names = Object.keys(samples) as TemplateName[];
const textMessages = names.filter(
  (name) => name.endsWith('PhoneCode') || name === 'phoneChangeCode',
);

const render = (name: TemplateName, locale: Locale, parameters: object, product = 'Freehold') =>
  renderTemplate(name, locale, parameters as never, product);

/** How a parameter reads, in either language; words for enums and dates are told apart below. */
const shown: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  PASSKEY: { en: 'a passkey', fr: 'une clé d’accès' },
  TOTP: { en: 'an authenticator app', fr: 'une application d’authentification' },
  FROZEN: { en: 'frozen', fr: 'gelé' },
  TREASURER: { en: 'treasurer', fr: 'trésorier' },
  [String(date)]: { en: '3 February 2027', fr: '3 février 2027' },
};

describe.each(Locale.options)('in %s', (locale) => {
  test.each(names)('%s says everything it was given', (name) => {
    const { subject, body } = render(name, locale, samples[name]);
    expect(subject).not.toBe('');
    expect(body).not.toBe('');
    for (const value of Object.values(samples[name])) {
      expect(body).toContain(shown[String(value)]?.[locale] ?? String(value));
    }
    expect(`${subject}\n${body}`).not.toMatch(/undefined|null|NaN|\[object/u);
    expect(`${subject}\n${body}`).toContain(name === 'phoneInUse' ? '' : 'Freehold');
  });

  test.each(names)(
    'the subject of %s is one line of at most 200 code points, whatever it is given',
    (name) => {
      const long = Object.fromEntries(
        Object.entries(samples[name]).map(([key, value]) => [
          key,
          typeof value === 'string' && shown[value] === undefined
            ? `𝒜\r\nBcc: eve@people.test ${'é'.repeat(500)}`
            : value,
        ]),
      );
      const { subject } = render(name, locale, long, `Ω\nX: y ${'ü'.repeat(500)}`);
      expect(codePointLength(subject)).toBeLessThanOrEqual(200);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    },
  );

  test.each(textMessages)('%s fits one text message', (name) => {
    const { body } = render(name, locale, { code: '888888', minutes: 10 }, 'A'.repeat(120));
    expect(body.replace('…', '.')).toMatch(gsm7);
    expect(body.length).toBeLessThanOrEqual(160);
  });

  test('what may be turned off, and nothing else, says where', () => {
    const way = locale === 'en' ? 'in your preferences.' : 'dans vos préférences.';
    const saying = names.filter((name) => render(name, locale, samples[name]).body.endsWith(way));
    expect(saying).toEqual(names.filter((name) => templateFacts[name].purpose === 'OPTIONAL'));
    expect(saying).toHaveLength(5);
  });

  test('every role, status and factor has words of its own', () => {
    const all = [
      ...UserRole.options.map((role) =>
        render('staffInvitation', locale, { tenant: 'T', role, path }),
      ),
      ...UserStatus.options.map((status) =>
        render('statusChanged', locale, { firstName: 'Zoë', status, reason: 'r' }),
      ),
      ...SecondFactorMethod.options.flatMap((factor) => [
        render('factorAdded', locale, { firstName: 'Zoë', factor }),
        render('factorRemoved', locale, { firstName: 'Zoë', factor }),
      ]),
    ].map(({ body }) => body);
    expect(new Set(all).size).toBe(all.length);
    for (const body of all) expect(body).not.toMatch(/undefined|[A-Z]{3,}_?[A-Z]+/u);
  });
});

/** The default alphabet of 3GPP TS 23.038, what a text message of 160 characters is written in. */
const gsm7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/u;

test('both languages say the same things differently', () => {
  for (const name of names) {
    const [english, french] = Locale.options.map((locale) => render(name, locale, samples[name]));
    expect(english?.body).not.toBe(french?.body);
    expect(english?.subject === french?.subject && !textMessages.includes(name)).toBe(false);
  }
});

test('a webhook of the tenant itself names no organization', () => {
  const { body } = render('webhookDisabled', 'en', {
    url: 'https://h.example/',
    organization: null,
  });
  expect(body).toContain('The webhook https://h.example/ has failed');
});

describe('what somebody else wrote', () => {
  const hostile = 'Win at https://evil.example/x?y=1 \r\nor mail a@evil.example now <b>bold</b>';

  test.each(['organizationInvitation', 'proposalWaiting'] as const)(
    'cannot put a link into %s',
    (name) => {
      const filled = {
        organization: hostile,
        inviter: hostile,
        action: 'user.close',
        proposer: hostile,
        path,
      };
      for (const locale of Locale.options) {
        const { subject, body } = render(name, locale, filled);
        const links = `${subject}\n${body}`.match(/https?:\/\/\S+/gu);
        expect(links).toEqual([path]);
        expect(`${subject}\n${body}`.replace(path, '')).not.toMatch(/evil\.example|@evil/u);
      }
    },
  );

  test('keeps an honest name as it was', () => {
    for (const name of [
      'Ngo Bikoko & fils',
      'Société Générale d’Épargne',
      '東京ガス',
      'O’Brien-Smith',
    ]) {
      expect(toName(name)).toBe(name);
    }
    expect(toName('Acme Inc.')).toBe('Acme Inc.');
  });

  test('cannot turn the direction of the line around', () => {
    expect(toName('Acme\u202e moc.live')).toBe('Acme moc. live');
  });
});
