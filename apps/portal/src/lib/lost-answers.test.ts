import { PublicError } from '@freehold/core-contracts/errors';
import { expect, test } from 'vitest';
import { RefusedFile } from './files.ts';
import { createOnce, judgeFailure } from './lost-answers.ts';

test('a lost answer leaves it open whether the money left', () => {
  expect(judgeFailure({ kind: 'UNAVAILABLE', code: 'network.unreachable' }, false)).toBe('UNSURE');
  expect(judgeFailure({ kind: 'INTERNAL', code: 'internal' }, false)).toBe('UNSURE');
});

test('a refusal of the transfer itself is an answer, even after a lost one', () => {
  const refusals = [
    { kind: 'PRECONDITION_FAILED', code: 'transfer.insufficient_funds' },
    { kind: 'LIMIT_EXCEEDED', code: 'transfer.limit_day_amount' },
  ] as const;
  for (const refusal of refusals) {
    expect(judgeFailure(refusal, false)).toBe('REFUSED');
    expect(judgeFailure(refusal, true)).toBe('REFUSED');
  }
});

test('being asked to slow down or to sign in says nothing about the try before', () => {
  const ended = { kind: 'UNAUTHENTICATED', code: 'session.required' } as const;
  const slow = { kind: 'LIMIT_EXCEEDED', code: 'rate.limited' } as const;
  expect([judgeFailure(ended, true), judgeFailure(slow, true)]).toEqual(['UNSURE', 'UNSURE']);
  expect([judgeFailure(ended, false), judgeFailure(slow, false)]).toEqual(['REFUSED', 'REFUSED']);
});

/** As the service refuses. */
function refusal(kind: PublicError['kind'], code: string) {
  return new RefusedFile(PublicError.parse({ kind, code, params: {} }));
}

test('the id stays until there is an answer, and is another one afterwards', async () => {
  let made = 0;
  const once = createOnce(() => `id-${(made += 1)}`);
  const asked: string[] = [];
  const send = (answer: () => Promise<string>) =>
    once((id) => {
      asked.push(id);
      return answer();
    }).catch(() => 'failed');
  const lose = () => Promise.reject(new TypeError('fetch failed'));
  await send(lose);
  await send(() => Promise.reject(refusal('LIMIT_EXCEEDED', 'rate.limited')));
  await send(() => Promise.resolve('done'));
  await send(() => Promise.reject(refusal('CONFLICT', 'wallet.frozen')));
  await send(lose);
  expect(asked).toEqual(['id-1', 'id-1', 'id-1', 'id-2', 'id-3']);
});
