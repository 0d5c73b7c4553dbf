import { expect, test } from 'vitest';
import { dropLinkToken, findLinkToken, keepLinkToken, readLinkToken } from './link-token.ts';

const token = 'dGhpcyBpcyBhIHNlY3JldCBvZiAyNTYgYml0cw';

test('the secret of a link is what stands after the sign', () => {
  expect(readLinkToken(`#${token}`)).toBe(token);
  expect(readLinkToken('')).toBeNull();
});

test('a damaged secret is told apart from none', () => {
  expect(readLinkToken('#too-short')).toBe(false);
  expect(readLinkToken(`#${token}<script>`)).toBe(false);
});

test('a secret belongs to one page, and is forgotten once used', () => {
  keepLinkToken('unlock', token);
  expect([findLinkToken('unlock'), findLinkToken('invitation')]).toEqual([token, null]);
  dropLinkToken('unlock');
  expect(findLinkToken('unlock')).toBeNull();
});
