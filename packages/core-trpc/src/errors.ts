import {
  AppError,
  type ErrorKind,
  type FieldProblem,
  type PublicError,
} from '@freehold/core-contracts/errors';
import { toAppError } from '@freehold/core-db';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';

type TrpcCode = TRPCError['code'];

const trpcCodeOf: Readonly<Record<ErrorKind, TrpcCode>> = {
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  INVALID: 'BAD_REQUEST',
  LIMIT_EXCEEDED: 'TOO_MANY_REQUESTS',
  PRECONDITION_FAILED: 'PRECONDITION_FAILED',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
};

const transportErrors: Partial<Record<TrpcCode, { kind: ErrorKind; code: string }>> = {
  PARSE_ERROR: { kind: 'INVALID', code: 'request.malformed' },
  BAD_REQUEST: { kind: 'INVALID', code: 'request.malformed' },
  NOT_FOUND: { kind: 'NOT_FOUND', code: 'procedure.unknown' },
  METHOD_NOT_SUPPORTED: { kind: 'INVALID', code: 'request.method_not_supported' },
  PAYLOAD_TOO_LARGE: { kind: 'LIMIT_EXCEEDED', code: 'request.too_large' },
  UNSUPPORTED_MEDIA_TYPE: { kind: 'INVALID', code: 'request.media_type' },
};

/** Every field a schema refused: its path, a stable code and the schema's own words. */
export function fieldProblems(error: ZodError): FieldProblem[] {
  return error.issues.slice(0, 20).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, 20).map((key) => ({
        path: [...issue.path, key].join('.').slice(0, 200),
        code: 'unknown_field',
        message: 'unknown_field',
      }));
    }
    const isOwnCode = /^[a-z_]+$/u.test(issue.message);
    return [
      {
        path: issue.path.join('.').slice(0, 200),
        code: isOwnCode ? issue.message : issue.code,
        message: issue.message.slice(0, 200),
      },
    ];
  });
}

/** Turns whatever a procedure threw into the error its caller may see; database text stays behind. */
export function toTrpcError(error: TRPCError): TRPCError {
  const { cause } = error;
  if (cause instanceof AppError) return asTrpc(cause);
  // Whatever a procedure throws arrives as INTERNAL_SERVER_ERROR; other codes are the transport's own.
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error;
  return asTrpc(toAppError(cause ?? error));
}

function asTrpc(error: AppError): TRPCError {
  return new TRPCError({ code: trpcCodeOf[error.kind], message: error.code, cause: error });
}

/** What crosses the wire for an error: our kind and code, and the fields when the input was refused. */
export function toPublicError(error: TRPCError, requestId: string | undefined): PublicError {
  const id = requestId === undefined ? {} : { requestId };
  if (error.cause instanceof AppError) {
    const { kind, code, params } = error.cause;
    return { kind, code, params: { ...params }, ...id };
  }
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ZodError) {
    const fields = fieldProblems(error.cause);
    return { kind: 'INVALID', code: 'request.invalid', params: {}, fields, ...id };
  }
  const known = transportErrors[error.code];
  if (known !== undefined) return { ...known, params: {}, ...id };
  return { kind: 'INTERNAL', code: 'internal', params: {}, ...id };
}
