import { AppError, errorKinds, httpStatusOf } from '@freehold/core-contracts/errors';
import { SignInInput } from '@freehold/core-contracts/session';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { describe, expect, test } from 'vitest';
import { toPublicError, toTrpcError } from './errors.ts';

function thrown(cause: unknown): TRPCError {
  return toTrpcError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause }));
}

describe('an error on the wire', () => {
  test.each(errorKinds)('%s has the status of its kind', (kind) => {
    expect(getHTTPStatusCodeFromError(thrown(new AppError(kind, 'some.reason')))).toBe(
      httpStatusOf[kind],
    );
  });

  test('carries kind, code, parameters and the request id', () => {
    const error = thrown(new AppError('CONFLICT', 'account.email_taken', { field: 'email' }));
    expect(toPublicError(error, 'r1')).toEqual({
      kind: 'CONFLICT',
      code: 'account.email_taken',
      params: { field: 'email' },
      requestId: 'r1',
    });
  });

  test('says nothing of a failure inside', () => {
    const secret = 'relation "User" of host 10.0.0.7, row (secret)';
    for (const cause of [new Error(secret), new TypeError(secret), secret]) {
      const error = thrown(cause);
      expect(JSON.stringify(toPublicError(error, undefined))).not.toContain('secret');
      expect(error.message).not.toContain('secret');
    }
  });

  test('names each field that was refused, and why', () => {
    const { error } = SignInInput.safeParse({
      audience: 'MOON',
      email: 'x',
      password: '',
      extra: 1,
    });
    const refused = toPublicError(new TRPCError({ code: 'BAD_REQUEST', cause: error }), undefined);
    expect(refused).toMatchObject({ kind: 'INVALID', code: 'request.invalid' });
    expect(Object.fromEntries(refused.fields?.map(({ path, code }) => [path, code]) ?? [])).toEqual(
      {
        audience: 'invalid_value',
        email: 'email',
        password: 'required',
        extra: 'unknown_field',
      },
    );
  });
});
