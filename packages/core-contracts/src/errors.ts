import { z } from 'zod';

export const errorKinds = [
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'INVALID',
  'LIMIT_EXCEEDED',
  'PRECONDITION_FAILED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export const ErrorKind = z.enum(errorKinds);
export type ErrorKind = z.infer<typeof ErrorKind>;

export type ErrorParams = Readonly<Record<string, string | number | boolean>>;

/** HTTP status of each kind of error. */
export const httpStatusOf: Readonly<Record<ErrorKind, number>> = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  INVALID: 400,
  LIMIT_EXCEEDED: 429,
  PRECONDITION_FAILED: 412,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** An error a caller may see: a kind, a stable `domain.reason` code and parameters; the cause stays on the server. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly params: ErrorParams;

  constructor(
    kind: ErrorKind,
    code: string,
    params: ErrorParams = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.kind = kind;
    this.code = code;
    this.params = params;
  }
}

/** One field that was refused, and why; `path` uses dots. */
export const FieldProblem = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** What crosses the wire beside the transport's own error fields. */
export const PublicError = z.object({
  kind: ErrorKind,
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  fields: z.array(FieldProblem).optional(),
  requestId: z.string().optional(),
});
export type PublicError = z.infer<typeof PublicError>;

/** Why the caller may not do what somebody else may, told beside what it is about: the error they would get. */
export const Refusal = PublicError.pick({ kind: true, code: true, params: true });
export type Refusal = z.infer<typeof Refusal>;
