import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { findPublicError } from './client.ts';

const error = { kind: 'LIMIT_EXCEEDED', code: 'rate.limited', params: { retryAfterSeconds: 3 } };

test("a procedure's error is found in its envelope", () => {
  const thrown = TRPCClientError.from({ error: { code: -32_000, message: '', data: { error } } });
  expect(findPublicError(thrown)).toEqual(error);
});

test('an error that a guard answered is found in the answer itself', () => {
  const thrown = new TRPCClientError('no envelope', { meta: { responseJSON: { error } } });
  expect(findPublicError(thrown)).toEqual(error);
});

test('whatever is not ours is none', () => {
  const strange = [{ error: { code: 'x' } }, { error: 'text' }, [], 'text', null];
  for (const responseJSON of strange) {
    expect(findPublicError(new TRPCClientError('x', { meta: { responseJSON } }))).toBeNull();
  }
  expect(findPublicError(new TypeError('Failed to fetch'))).toBeNull();
});
