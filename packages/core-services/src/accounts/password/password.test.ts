import { AppError } from '@freehold/core-contracts/errors';
import { codePointLength } from '@freehold/core-contracts/text';
import { hash } from '@node-rs/argon2';
import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { describe, expect, it } from 'vitest';
import {
  assertAcceptablePassword,
  listCommonPasswords,
  type PasswordRules,
} from './check-password.ts';
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

const nobody: Partial<PasswordRules> = { personal: {}, productNames: [] };

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

  it('refuses every one of the 3,000 most common passwords that eight characters let through', () => {
    const known = listCommonPasswords().filter((entry) => codePointLength(entry) >= 8);
    expect(known.length).toBeGreaterThanOrEqual(17_950);
    const taken = known
      .slice(0, 3000)
      .filter((entry) => refusal(entry, { minimum: 8, ...nobody })?.code !== 'password.too_common');
    expect(taken).toEqual([]);
  });

  it('refuses every common password of the list that fifteen characters let through', () => {
    const known = listCommonPasswords().filter((entry) => codePointLength(entry) >= 15);
    expect(known.length).toBeGreaterThanOrEqual(41);
    expect(known.filter((entry) => refusal(entry, nobody)?.code !== 'password.too_common')).toEqual(
      [],
    );
  });

  it.each(['PASSWORD1', '  password', 'P4ssw0rd!', 'drowssap'])(
    'refuses a common password written otherwise: %s',
    (password) => {
      expect(refusal(password, { minimum: 8, ...nobody })?.code).toBe('password.too_common');
    },
  );

  it('takes long passwords of which one end is hard to guess, and looks at no more than 100 code points of each', () => {
    const easy = '19871987'.repeat(25);
    expect(refusal(easy)?.code).toBe('password.too_common');
    expect(refusal(`violet kettle river lantern ${easy}`)).toBeNull();
    expect(refusal(`${easy} violet kettle river lantern`)).toBeNull();
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

  it.each(['2a', '2b', '2y'] as const)(
    'takes bcrypt as $%s$ from elsewhere, and wants it in argon2id',
    async (version) => {
      const stored = await hashBcrypt('caf\u00e9 on the corner', { cost: 4, version });
      expect(stored.startsWith(`$${version}$04$`)).toBe(true);
      expect(await verifyPassword(stored, 'cafe\u0301 on the corner')).toEqual({
        isMatch: true,
        needsRehash: true,
      });
      expect(await verifyPassword(stored, 'cafe on the corner')).toEqual({
        isMatch: false,
        needsRehash: false,
      });
    },
  );

  // From the test vectors of OpenBSD's bcrypt: made by nobody here.
  it('takes a bcrypt hash that another system made', async () => {
    const stored = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
    expect((await verifyPassword(stored, 'U*U')).isMatch).toBe(true);
    expect((await verifyPassword(stored, 'U*V')).isMatch).toBe(false);
  });

  it('keeps bcrypt for a password of which bcrypt saw a part alone', async () => {
    const long = 'x'.repeat(72);
    const stored = await hashBcrypt(long, { cost: 4 });
    expect(await verifyPassword(stored, `${long} and anything behind`)).toEqual({
      isMatch: true,
      needsRehash: false,
    });
    expect((await verifyPassword(stored, long)).needsRehash).toBe(true);
  });

  it.each([
    ['argon2i', { algorithm: 1, memoryCost: 19_456, timeCost: 2 }],
    ['fewer passes', { memoryCost: 19_456, timeCost: 1 }],
    ['less memory', { memoryCost: 19_455, timeCost: 2 }],
  ])('wants a new hash for %s', async (_, cost) => {
    const stored = await hash('violet kettle river', { parallelism: 1, ...cost });
    expect((await verifyPassword(stored, 'violet kettle river')).needsRehash).toBe(true);
  });

  it('keeps one that is stronger', async () => {
    const cost = { memoryCost: 32_768, timeCost: 3, parallelism: 1 };
    const stored = await hash('violet kettle river', cost);
    expect((await verifyPassword(stored, 'violet kettle river')).needsRehash).toBe(false);
  });

  it.each(['', 'plain text', '$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'])(
    'fails on what is no hash: "%s"',
    async (stored) => {
      await expect(verifyPassword(stored, 'anything')).rejects.toThrow();
    },
  );

  it('does the work of a comparison where there is no account', async () => {
    expect(await verifyPassword(null, 'no password has this hash')).toEqual({
      isMatch: false,
      needsRehash: false,
    });
  });
});
