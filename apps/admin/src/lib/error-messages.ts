import type { ErrorKind, PublicError } from '@freehold/core-contracts/errors';
import { formatDuration, humanize } from '@freehold/ui/formats';
import { toPublicError } from './errors.ts';

type Params = PublicError['params'];

const wait = (params: Params) => formatDuration(Number(params['retryAfterSeconds'] ?? 60));

const sentences: Readonly<Record<string, string | ((params: Params) => string)>> = {
  'session.wrong_credentials': 'The e-mail address or the password is not right.',
  'session.throttled': (params) => `Too many attempts. Try again in ${wait(params)}.`,
  'session.second_factor_wrong': 'That code is not right, or it has been used already.',
  'session.challenge_expired': 'This took too long. Sign in again with your password.',
  'session.required': 'Your session has ended. Sign in again.',
  'session.email_unverified': 'The e-mail address of this account is not verified yet.',
  'session.not_allowed': 'This account may not enter here.',
  'permission.missing': (params) =>
    `Your role does not include “${humanize(String(params['permission'] ?? 'this'))}”.`,
  'tenant.unknown': 'There is no such tenant, or you may not act in it.',
  'tenant.required': 'Choose a tenant first.',
  'request.origin_refused': 'The request came from another site and was refused.',
  'request.header_missing': 'The request was not made by the console and was refused.',
  'request.too_large': 'That is more than can be sent at once.',
  'request.malformed': 'The request could not be read.',
  'request.batch_too_large': 'Too many calls at once.',
  'service.unreachable': 'A service behind this one does not answer at the moment.',
  'request.invalid': 'Something in the request is not as it should be.',
  'rate.limited': (params) => `Too many requests. Try again in ${wait(params)}.`,
  'registration.resend_too_soon': (params) => `A code was sent just now. Wait ${wait(params)}.`,
  'registration.send_limit': (params) =>
    `No more codes may be sent to this address or number for ${wait(params)}.`,
  'registration.expired': 'This registration has expired.',
  'registration.completed': 'This registration is already complete.',
  'registration.cancelled': 'This registration has been cancelled.',
  'registration.busy': 'Too many changes at once. Try again.',
  'registration.step_out_of_order': 'This registration is at another step by now.',
  'version.stale': (params) =>
    `Changed by ${String(params['changedBy'] || 'somebody else')} meanwhile. Load the current version and look again.`,
  'approval.already_decided': (params) =>
    `This case has been decided already: ${humanize(String(params['status'] ?? 'closed')).toLowerCase()}.`,
  'approval.own_case': 'Nobody decides on their own case.',
  'approval.same_reviewer':
    'This tenant wants four eyes: somebody else must give the second approval.',
  'approval.assignee_unfit': 'That person may not decide on cases here.',
  'approval.facts_missing': (params) =>
    `The person has not given everything an approval needs: ${humanize(String(params['field'] ?? 'a fact')).toLowerCase()} is missing.`,
  'approval.second_review_needed': 'Approved once; a second reviewer has to approve as well.',
  'account.email_taken': 'Another account has this e-mail address already.',
  'account.phone_taken': 'Another account has this phone number already.',
  'account.registration_mismatch': 'This registration belongs to another account.',
  'account.contended': 'The account was being changed by others. Try again.',
  'user.transition_not_allowed': (params) =>
    `A person who is ${humanize(String(params['from'] ?? 'in this state')).toLowerCase()} cannot become ${humanize(String(params['to'] ?? 'that')).toLowerCase()}.`,
  'command.not_retryable': (params) =>
    `A command that is ${humanize(String(params['status'] ?? 'in this state')).toLowerCase()} cannot be handled this way.`,
  'command.payload_invalid': 'The contents of this command do not fit its kind.',
  'command.request_conflict': 'Another command was written under the same request already.',
  'dead_letter.still_fails': (params) =>
    `It failed again${params['reason'] ? `: ${String(params['reason'])}` : ''}. It stays here with the new reason.`,
  'message.not_retryable': (params) =>
    `A message that is ${humanize(String(params['status'] ?? 'in this state')).toLowerCase()} cannot be sent again.`,
  'projector.busy': 'The projector is at work on this right now. Try again in a moment.',
  'dead_letter.already_resolved': 'This dead letter has been dealt with already.',
  'entity.not_found': (params) =>
    `${humanize(String(params['entity'] ?? 'It'))} was not found. It may have been removed, or it belongs to another tenant.`,
  'database.unavailable': 'The database does not answer. It is tried again by itself.',
  'network.unreachable':
    'The server does not answer. Check the connection; it is tried again by itself.',
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
