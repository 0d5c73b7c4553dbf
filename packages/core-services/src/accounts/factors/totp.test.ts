import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { findTotpStep, newTotpSecret, otpauthUri, stepSeconds } from './totp.ts';

// The secret of both appendices: the ASCII text "12345678901234567890".
const secret = Secret.fromLatin1('12345678901234567890').base32;

test.each([
  [0, '755224'],
  [1, '287082'],
  [2, '359152'],
  [3, '969429'],
  [4, '338314'],
  [5, '254676'],
  [6, '287922'],
  [7, '162583'],
  [8, '399871'],
  [9, '520489'],
])('RFC 4226 appendix D: count %i gives %s', (count, code) => {
  const at = new Date(count * stepSeconds * 1000);
  expect(findTotpStep(secret, code, at)).toBe(BigInt(count));
});

// Eight digits there; six of the same number are its last six.
test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('RFC 6238 appendix B: second %i gives %s', (second, code) => {
  const step = BigInt(Math.floor(second / 30));
  expect(findTotpStep(secret, code.slice(-6), new Date(second * 1000))).toBe(step);
});

test('a code fits its own step of 30 seconds and one on each side, and no other', () => {
  const code = '162583';
  const fits = (step: number) => findTotpStep(secret, code, new Date(step * 30_000));
  expect([5, 6, 7, 8, 9].map(fits)).toEqual([null, 7n, 7n, 7n, null]);
  expect(fits(7.99)).toBe(7n);
});

test('a new secret has 160 bits and is never the same', () => {
  const secrets = Array.from({ length: 100 }, newTotpSecret);
  expect(new Set(secrets).size).toBe(100);
  expect(Secret.fromBase32(secrets[0] as string).bytes).toHaveLength(20);
  expect(otpauthUri(secret, 'Net:ada@people.example')).toMatch(/^otpauth:\/\/totp\/Freehold:/u);
});
