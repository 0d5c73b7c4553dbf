import { beforeEach, expect, test } from 'vitest';
import {
  adoptHandle,
  dropHandle,
  findResumeToken,
  forgetHandles,
  readHandle,
  resumeAddress,
  writeHandle,
} from './resume-link.ts';

beforeEach(() => forgetHandles('mainnet'));

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

test('a worthless link does not cost a device its own registration', () => {
  writeHandle('mainnet', 'own');
  adoptHandle('mainnet', token);
  expect(readHandle('mainnet')).toBe(token);
  dropHandle('mainnet');
  expect(readHandle('mainnet')).toBe('own');
  dropHandle('mainnet');
  expect(readHandle('mainnet')).toBeNull();
});

test('opening a link twice keeps what was set aside, and a registration is one tenant’s only', () => {
  writeHandle('mainnet', 'own');
  adoptHandle('mainnet', token);
  adoptHandle('mainnet', token);
  expect(readHandle('testnet')).toBeNull();
  dropHandle('mainnet');
  expect(readHandle('mainnet')).toBe('own');
});
