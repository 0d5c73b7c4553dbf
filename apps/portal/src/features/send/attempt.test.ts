import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findAttempt, keepAttempt, type Attempt } from './attempt.ts';

const from = '0197a000-0000-7000-8000-000000000001';
const attempt: Attempt = {
  input: {
    requestId: 'portal-0197a000-0000-7000-8000-000000000009',
    fromWalletId: from,
    toWalletId: '0197a000-0000-7000-8000-000000000002',
    amount: '12.5',
    fee: '0.1',
    reference: 'For the boat',
  },
  payeeName: 'Maren Holm',
  isPayeeSaved: false,
  total: '12.6',
  currencyCode: 'GX',
};

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('an unanswered attempt is found again with all its contents, until it is answered', () => {
  keepAttempt('mainnet', attempt);
  expect(findAttempt('mainnet', [from])).toEqual(attempt);
  expect(findAttempt('testnet', [from])).toBeNull();
  keepAttempt('mainnet', null);
  expect(findAttempt('mainnet', [from])).toBeNull();
});

test('somebody else in the same window does not see it', () => {
  keepAttempt('mainnet', attempt);
  expect(findAttempt('mainnet', [attempt.input.toWalletId])).toBeNull();
});
