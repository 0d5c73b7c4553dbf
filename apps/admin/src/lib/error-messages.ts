import type { ErrorKind, PublicError } from '@freehold/core-contracts/errors';
import { accountSentences } from './account-sentences.ts';
import { generalSentences } from './error-sentences.ts';
import { toPublicError } from './errors.ts';
import { moneySentences } from './money-sentences.ts';
import { organizationSentences } from './organization-sentences.ts';
import { peopleSentences } from './people-sentences.ts';

const sentences = {
  ...generalSentences,
  ...accountSentences,
  ...organizationSentences,
  ...peopleSentences,
  ...moneySentences,
};

const fallbacks: Readonly<Record<ErrorKind, string>> = {
  NOT_FOUND: 'That was not found.',
  CONFLICT: 'That collides with something that is already there.',
  FORBIDDEN: 'Your role does not allow this.',
  UNAUTHENTICATED: 'Your session has ended. Sign in again.',
  INVALID: 'Something in the request is not as it should be.',
  LIMIT_EXCEEDED: 'A limit has been reached. Try again later.',
  PRECONDITION_FAILED: 'Somebody changed this meanwhile. Load the current version and look again.',
  UNAVAILABLE: 'The service does not answer at the moment.',
  INTERNAL: 'Something went wrong on our side. It has been logged.',
};

/** The sentence for an error: by its code, else by its kind. */
export function describePublicError(error: PublicError): string {
  const sentence = sentences[error.code];
  if (sentence === undefined) return fallbacks[error.kind];
  return typeof sentence === 'string' ? sentence : sentence(error.params);
}

/** The sentence for whatever a call threw. */
export function describeError(error: unknown): string {
  return describePublicError(toPublicError(error));
}

/** The sentence for a bare code, as results of bulk acts carry it. */
export function describeCode(code: string): string {
  return describePublicError({ kind: 'CONFLICT', code, params: {} });
}
