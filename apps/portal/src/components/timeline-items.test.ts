import { UserStatus } from '@freehold/core-contracts/enums';
import { expect, test } from 'vitest';
import { timelineItems } from './timeline-items.ts';

const states = (status: UserStatus, isInformationRequested = false) =>
  timelineItems({ status, isInformationRequested }).map((item) => item.state);

test('someone in review has handed in and waits', () => {
  expect(states('PENDING_ADMIN_APPROVAL')).toEqual([
    'done',
    'current',
    'upcoming',
    'upcoming',
    'upcoming',
  ]);
});

test('a request for information pauses the review', () => {
  expect(states('PENDING_ADMIN_APPROVAL', true)[1]).toBe('waiting');
});

test('someone approved is being set up', () => {
  expect(states('APPROVED_PENDING_ONCHAIN')).toEqual([
    'done',
    'done',
    'done',
    'current',
    'upcoming',
  ]);
});

test('a denial ends the course', () => {
  expect(states('DENIED')).toEqual(['done', 'done', 'failed']);
});

test('every status has a course, and an open request changes none that is decided', () => {
  for (const status of UserStatus.options) {
    expect(states(status).length).toBeGreaterThan(2);
    if (!['REGISTERED', 'PENDING_ADMIN_APPROVAL'].includes(status)) {
      expect(states(status, true)).toEqual(states(status));
    }
  }
});
