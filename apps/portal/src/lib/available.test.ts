import { expect, test } from 'vitest';
import { availableOf } from './available.ts';

test('what is held is taken off to the last digit', () => {
  expect(availableOf('123456789012345678901234567.000000001', '0.000000002')).toBe(
    '123456789012345678901234566.999999999',
  );
  expect(availableOf('10', '0')).toBe('10');
});
