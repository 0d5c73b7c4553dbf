import { expect, test } from 'vitest';
import { readCookies, sessionCookie, sessionCookieName } from './cookies.ts';
import { splitCookieValue } from './session.ts';

test('the session cookie is bound to its host, secure and unreadable for scripts', () => {
  const cookie = sessionCookie(sessionCookieName('CONSOLE', 'mainnet'), 'v', new Date(0));
  expect(cookie).toBe(
    '__Host-freehold-console=v; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  );
});

test('people have one cookie for each tenant', () => {
  expect(sessionCookieName('PORTAL', 'mainnet')).not.toBe(sessionCookieName('PORTAL', 'testnet'));
});

test('of a cookie sent twice the first counts, and names of object properties are only names', () => {
  expect(Object.entries(readCookies('a=1; a=2; =x; __proto__=y'))).toEqual([
    ['a', '1'],
    ['__proto__', 'y'],
  ]);
  expect(readCookies(null)['toString']).toBeUndefined();
});

test('a cookie value is a slug, a point and 43 characters, or nothing', () => {
  const token = 'A'.repeat(43);
  expect(splitCookieValue(`mainnet.${token}`)).toEqual({ homeSlug: 'mainnet', token });
  for (const value of [
    '',
    token,
    `mainnet.${token}A`,
    `Main.${token}`,
    `mainnet.${token}\n`,
    `mainnet.${'%'.repeat(43)}`,
  ]) {
    expect(splitCookieValue(value)).toBeNull();
  }
});
