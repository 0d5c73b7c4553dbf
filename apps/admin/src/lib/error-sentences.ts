import type { PublicError } from '@freehold/core-contracts/errors';
import { formatBytes, formatDuration, humanize } from '@freehold/ui/formats';

type Params = PublicError['params'];

export type ErrorSentences = Readonly<Record<string, string | ((params: Params) => string)>>;

/** A wait in words, from the parameter that errors carry it in. */
export const wait = (params: Params) => formatDuration(Number(params['retryAfterSeconds'] ?? 60));

/** A status or role in the middle of a sentence. */
export const describeStatusWord = (value: Params[string] | undefined) =>
  humanize(String(value ?? 'over')).toLowerCase();

/** Sentences for what the platform, its registrations, reviews and ledger refuse. */
export const generalSentences: ErrorSentences = {
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
  'dead_letter.in_rebuild':
    'The projector is being rebuilt and has yet to come to this event: it carries it out itself.',
  'dead_letter.already_resolved': 'This dead letter has been dealt with already.',
  'entity.not_found': (params) =>
    `${humanize(String(params['entity'] ?? 'It'))} was not found. It may have been removed, or it belongs to another tenant.`,
  'database.unavailable': 'The database does not answer. It is tried again by itself.',
  'network.unreachable':
    'The server does not answer. Check the connection; it is tried again by itself.',
  'registration.code_wrong': 'That code is not right.',
  'registration.code_expired': 'That code has run out.',
  'registration.code_attempts_used': 'There are no tries left for this code.',
  'command.payload_too_large': 'The contents of this command are too large.',
  'request.audience_required': 'The request was not made by the console and was refused.',
  'route.unknown': 'The server does not know this address.',
  'upstream.unavailable': 'A service behind this one does not answer at the moment.',
  'upstream.timeout': 'A service behind this one took too long to answer.',
  'upstream.broken': 'A service behind this one broke off its answer. Try again.',
  'json.not_finite': 'A number in it is not a number: infinite, or none at all.',
  'json.big_integer': 'A whole number in it is too large to be kept exactly. Write it as text.',
  'json.too_deep': (params) =>
    `It is nested too deeply: at most ${String(params['maxDepth'] ?? 'a few')} levels.`,
  'json.not_plain': 'It holds something that is neither text, number, list nor plain fields.',
  'json.key_repeated': 'A field in it appears twice.',
  'json.too_large': (params) =>
    `It is too large: at most ${formatBytes(Number(params['maxBytes'] ?? 0))}.`,
};
