import { expect, test } from 'vitest';
import { keyStateOf } from './key-state.ts';

const now = new Date('2026-03-01T12:00:00Z');
const live = { revokedAt: null, expiresAt: null, replacedById: null };

test('a key without an end lives', () => {
  expect(keyStateOf(live, now)).toBe('LIVE');
});

test('a key ends at the instant of its expiry', () => {
  expect(keyStateOf({ ...live, expiresAt: new Date(now.getTime() + 1) }, now)).toBe('LIVE');
  expect(keyStateOf({ ...live, expiresAt: now }, now)).toBe('EXPIRED');
});

test('a key that was replaced works until its overlap ends', () => {
  const replaced = { ...live, replacedById: 'other', expiresAt: new Date(now.getTime() + 1) };
  expect(keyStateOf(replaced, now)).toBe('REPLACED');
  expect(keyStateOf({ ...replaced, expiresAt: now }, now)).toBe('EXPIRED');
});

test('a revoked key is revoked, whatever else it is', () => {
  expect(keyStateOf({ ...live, revokedAt: now, expiresAt: now }, now)).toBe('REVOKED');
});
