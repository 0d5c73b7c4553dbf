import type { RuleView } from '@freehold/core-contracts/business';
import { expect, test } from 'vitest';
import { ruleOf, totalOf } from './rule-of.ts';

const need = { minimumWeight: 1, requiredRole: null, isInitiatorCounted: false, isReachable: true };
const rules: readonly RuleView[] = [
  { ...need, fromAmount: '0', belowAmount: '1000', minimumApprovers: 1 },
  { ...need, fromAmount: '1000', belowAmount: null, minimumApprovers: 2 },
];

test.each([
  ['0.000000001', 1],
  ['999.999999999', 1],
  ['1000', 2],
  ['1000.000000000', 2],
  ['999999999999999999999999999', 2],
])('%s needs %i who approve', (amount, minimumApprovers) => {
  expect(ruleOf(rules, amount)?.minimumApprovers).toBe(minimumApprovers);
});

test('an account without rules has none for any amount', () => {
  expect(ruleOf([], '1')).toBeUndefined();
});

test('amounts come together exactly, once each of them is one', () => {
  expect(totalOf(['0.1', '0.2', '900000000000000000000000000'])).toBe(
    '900000000000000000000000000.3',
  );
  expect(totalOf([])).toBeNull();
  expect(totalOf(['12', ''])).toBeNull();
  expect(totalOf(['12', '1,5'])).toBeNull();
  expect(totalOf(['12', '0'])).toBeNull();
});
