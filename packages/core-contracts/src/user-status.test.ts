import { expect, test } from 'vitest';
import { UserStatus } from './enums.ts';
import { canTransition, findUserTransition, userTransitions } from './user-status.ts';

const allowed: Readonly<Record<UserStatus, readonly UserStatus[]>> = {
  REGISTERED: ['PENDING_ADMIN_APPROVAL', 'CLOSED'],
  PENDING_ADMIN_APPROVAL: ['APPROVED_PENDING_ONCHAIN', 'DENIED', 'CLOSED'],
  APPROVED_PENDING_ONCHAIN: ['ACTIVE', 'CLOSED'],
  ACTIVE: ['FROZEN', 'SUSPENDED', 'CLOSED'],
  DENIED: ['CLOSED'],
  FROZEN: ['ACTIVE', 'CLOSED'],
  SUSPENDED: ['ACTIVE', 'CLOSED'],
  CLOSED: [],
};

const pairs = UserStatus.options.flatMap((from) => UserStatus.options.map((to) => ({ from, to })));

test.each(pairs)(
  '$from to $to is allowed exactly when the specification says so',
  ({ from, to }) => {
    expect(canTransition(from, to)).toBe(allowed[from].includes(to));
  },
);

test('no transition is listed twice and each names its audit action', () => {
  const keys = userTransitions.map(({ from, to }) => `${from} ${to}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { action } of userTransitions) expect(action).toMatch(/^user\.[a-z]+$/u);
});

test('only review leads to an approval, and only the ledger to an active account for the first time', () => {
  const into = (status: UserStatus) =>
    userTransitions.filter(({ to }) => to === status).map(({ from }) => from);
  expect(into('APPROVED_PENDING_ONCHAIN')).toEqual(['PENDING_ADMIN_APPROVAL']);
  expect(into('ACTIVE')).toEqual(['APPROVED_PENDING_ONCHAIN', 'FROZEN', 'SUSPENDED']);
  expect(findUserTransition('CLOSED', 'ACTIVE')).toBeNull();
});
