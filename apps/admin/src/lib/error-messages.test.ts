import { errorKinds } from '@freehold/core-contracts/errors';
import { expect, it } from 'vitest';
import { describeError, describePublicError } from './error-messages.ts';

it('a known code gives its own sentence with its parameters', () => {
  expect(
    describePublicError({
      kind: 'PRECONDITION_FAILED',
      code: 'version.stale',
      params: { currentVersion: 4, changedBy: 'Ada Min' },
    }),
  ).toContain('Changed by Ada Min meanwhile');
  expect(
    describePublicError({
      kind: 'LIMIT_EXCEEDED',
      code: 'session.throttled',
      params: { retryAfterSeconds: 90 },
    }),
  ).toBe('Too many attempts. Try again in 1 min.');
});

it.each(errorKinds)('an unknown code of kind %s still gives a sentence', (kind) => {
  const sentence = describePublicError({ kind, code: 'something.new', params: {} });
  expect(sentence).toMatch(/^[A-Z].+\.$/u);
  expect(sentence).not.toContain('something.new');
});

it('an answer that never came is told as such, and no inner text of an error reaches the screen', () => {
  expect(describeError(new TypeError('Failed to fetch from 10.0.0.7'))).not.toContain('10.0.0.7');
});
