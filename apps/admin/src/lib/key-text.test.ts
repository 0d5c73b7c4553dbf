import { expect, test } from 'vitest';
import { withoutSecret } from './key-text.ts';

const key = `fhk_main-net_0a1b2c3d_${'x_-A'.repeat(11)}`;

test('a key that was pasted whole never reaches the address', () => {
  expect(withoutSecret(key)).toBe('fhk_main-net_0a1b2c3d');
  expect(withoutSecret(`is it ${key} ?`)).toBe('is it fhk_main-net_0a1b2c3d ?');
  expect(withoutSecret(key.slice(0, 40))).toBe('fhk_main-net_0a1b2c3d');
});

test('what is searched otherwise stays as it was typed', () => {
  for (const text of ['Nightly reports', 'fhk_main-net_0a1b', '0a1b2c3d']) {
    expect(withoutSecret(text)).toBe(text);
  }
});
