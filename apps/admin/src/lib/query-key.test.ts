import { expect, it } from 'vitest';
import { hashQueryKey } from './query-key.ts';

it('the order of fields does not matter', () => {
  expect(hashQueryKey([{ a: 1, b: { d: 1, c: 2 } }])).toBe(
    hashQueryKey([{ b: { c: 2, d: 1 }, a: 1 }]),
  );
});

it('a block number is told from the next one, past what a double can hold', () => {
  const key = (blockNumber: bigint) => hashQueryKey([{ blockNumber }]);
  expect(key(9_007_199_254_740_993n)).not.toBe(key(9_007_199_254_740_992n));
});
