import type { PublicError } from '@freehold/core-contracts/errors';
import { findPublicError } from '@freehold/core-trpc/client';
import { PasskeyError } from '@freehold/ui/passkey';

const unreachable: PublicError = { kind: 'UNAVAILABLE', code: 'network.unreachable', params: {} };

/** A file that the server did not give; null when the answer was not the platform's own. */
export class RefusedDownload extends Error {
  override readonly name = 'RefusedDownload';
  readonly problem: PublicError | null;

  constructor(problem: PublicError | null) {
    super(problem?.code ?? 'no answer of the platform');
    this.problem = problem;
  }
}

/** What went wrong, in the platform's own terms; an answer that never came counts as unavailable. */
export function toPublicError(error: unknown): PublicError {
  if (error instanceof PasskeyError) {
    return { kind: 'INVALID', code: `passkey.${error.problem.toLowerCase()}`, params: {} };
  }
  if (error instanceof RefusedDownload) return error.problem ?? unreachable;
  return findPublicError(error) ?? unreachable;
}

/** True when asking again may help by itself. */
export function isTransient(error: unknown): boolean {
  return toPublicError(error).kind === 'UNAVAILABLE';
}

/** True when the session has ended meanwhile. */
export function isAuthenticationLost(error: unknown): boolean {
  return toPublicError(error).kind === 'UNAUTHENTICATED';
}

/** True when somebody else was faster: what the screen shows is no longer so. */
export function isOvertaken(error: unknown): boolean {
  const { kind } = toPublicError(error);
  return kind === 'PRECONDITION_FAILED' || kind === 'CONFLICT';
}
