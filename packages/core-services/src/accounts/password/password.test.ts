import { AppError } from '@freehold/core-contracts/errors';
import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { assertAcceptablePassword, type PasswordRules } from './check-password.ts';
import { hashPassword } from './hash-password.ts';
import { verifyPassword } from './verify-password.ts';

const rules: PasswordRules = {
  minimum: 15,
  personal: {
    firstName: 'Zoë Marguerite',
    lastName: "O'Hara-Nkemelu",
    email: 'z.nkemelu77@harbour-works.example.org',
  },
  productNames: ['Freehold', 'Main Network'],
};

function refusal(
  password: string,
  changed: Partial<PasswordRules> = {},
): { code: string; params: object } | null {
  try {
    assertAcceptablePassword(password, { ...rules, ...changed });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, params: error.params };
  }
}

describe('rules', () => {
  it('counts code points, not UTF-16 units or bytes', () => {
    expect(refusal('🜁🜂🜃🜄🜅🜆🜇🜈🜉🜊🜋🜌🜍🜎')).toEqual({
      code: 'password.too_short',
      params: { minimum: 15 },
    });
    expect(refusal('🜁🜂🜃🜄🜅🜆🜇🜈🜉🜊🜋🜌🜍🜎🜏')).toBeNull();
  });

  it('counts after normalising: a letter and its combining accent are one', () => {
    expect(refusal('e\u0301'.repeat(14))).toEqual({
      code: 'password.too_short',
      params: { minimum: 15 },
    });
  });

  it('takes lower case only, spaces, any script, and 256 code points', () => {
    expect(refusal('violet kettle river lantern')).toBeNull();
    expect(refusal('лиловый чайник у реки')).toBeNull();
    expect(refusal('violet kettle river lantern '.repeat(9).slice(0, 250) + 'qzxwvk')).toBeNull();
  });

  it.each([
    'passwordpassword',
    'aaaaaaaaaaaaaaaaaaaa',
    '123456789012345',
    'abcdefghijklmnop',
    '1qaz2wsx3edc4rfv',
    'qwertyuiopasdfgh',
    'P@ssw0rdP@ssw0rd1',
    'letmeinletmein123',
    'monkeydragonfootball',
    'Summer2026Summer2026!',
  ])('refuses what is made of common passwords: %s', (password) => {
    expect(refusal(password)?.code).toBe('password.too_common');
  });

  it.each([
    ['my name is ZOE and so on', null],
    ['marguerite likes the rain', 'firstName'],
    ['MARGUÉRITE likes the rain', 'firstName'],
    ['seven nkemelu sparrows', 'lastName'],
    ['seven n-k-e-m-e-l-u sparrows', 'lastName'],
    ['all the harbour lights', 'email'],
    ['my freehold is violet', 'productName'],
    ['my free hold is violet', 'productName'],
    ['the mainnetwork of rivers', 'productName'],
    ['a network of quiet rivers', null],
  ])('says which of the person or product is in it: %s', (password, what) => {
    expect(refusal(password)).toEqual(
      what === null ? null : { code: 'password.contains_personal', params: { what } },
    );
  });

  it('takes eight beside a second factor', () => {
    expect(refusal('kx7-vqzw')).toEqual({ code: 'password.too_short', params: { minimum: 15 } });
    expect(refusal('kx7-vqzw', { minimum: 8 })).toBeNull();
    expect(refusal('Passw0rd1', { minimum: 8 })?.code).toBe('password.too_common');
  });
});

describe('hash', () => {
  it('is argon2id with 19 MiB, two passes, one lane, and a salt of its own', async () => {
    const [first, second] = await Promise.all([
      hashPassword('violet kettle river'),
      hashPassword('violet kettle river'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(first).not.toBe(second);
  });

  it('matches the same password in another normal form, and no other password', async () => {
    const stored = await hashPassword('caf\u00e9 on the corner');
    expect(await verifyPassword(stored, 'cafe\u0301 on the corner')).toEqual({
      isMatch: true,
      needsRehash: false,
    });
    expect(await verifyPassword(stored, 'cafe on the corner')).toEqual({
      isMatch: false,
      needsRehash: false,
    });
  });

  it('wants a new hash when the old one was cheaper, and only once the password matched', async () => {
    const cheap = await hash('violet kettle river', {
      memoryCost: 8192,
      timeCost: 2,
      parallelism: 1,
    });
    expect(await verifyPassword(cheap, 'violet kettle river')).toEqual({
      isMatch: true,
      needsRehash: true,
    });
    expect(await verifyPassword(cheap, 'violet kettle')).toEqual({
      isMatch: false,
      needsRehash: false,
    });
  });

  it('does the work of a comparison where there is no account', async () => {
    expect(await verifyPassword(null, 'no password has this hash')).toEqual({
      isMatch: false,
      needsRehash: false,
    });
  });
});
