import { expect, test } from 'vitest';
import { findResumeToken, resumeAddress } from './resume-link.ts';

const token = 'aB3-_'.repeat(9).slice(0, 43);

test('a link made here is understood there', () => {
  const address = new URL(resumeAddress('https://portal.example', 'mainnet', token));
  expect(address.pathname).toBe('/mainnet/sign-up');
  expect(address.search).toBe('');
  expect(findResumeToken(address.hash)).toBe(token);
});

test('other fragments are no links, and damaged links are told apart', () => {
  expect(findResumeToken('')).toBeNull();
  expect(findResumeToken('#content')).toBeNull();
  expect(findResumeToken('resume=short')).toBeUndefined();
  expect(findResumeToken(`#resume=${token}x`)).toBeUndefined();
});
