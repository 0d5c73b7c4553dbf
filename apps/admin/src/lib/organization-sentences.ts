import { formatCount, humanize } from '@freehold/ui/formats';
import { wait, type ErrorSentences } from './error-sentences.ts';

const needs: Readonly<Record<string, string>> = {
  VIEW: 'members',
  MANAGE: 'its administrators and its owner',
  OWN: 'its owner',
};

const urlReasons: Readonly<Record<string, string>> = {
  MALFORMED: 'it is not a whole address',
  NOT_HTTPS: 'it does not begin with https://',
  CREDENTIALS: 'it holds a name or a password',
  PORT: 'its port is not one that may be called',
  PRIVATE_ADDRESS: 'it leads into a private network',
};

/** Sentences for what organizations, their keys, credits and webhooks refuse. */
export const organizationSentences: ErrorSentences = {
  'organization.role_missing': ({ need }) =>
    `Only ${needs[String(need)] ?? 'others'} of this organization may do that.`,
  'organization.already_member': 'That person is a member already.',
  'organization.create_limit': (params) =>
    `Too many organizations were made today. Try again in ${wait(params)}.`,
  'organization.not_deleted': 'It is not deleted: there is nothing to restore.',
  'organization.owner_already': 'That member owns it already.',
  'organization.owner_cannot_leave': ({ organization }) =>
    `${String(organization ?? 'An organization')} is owned by this person: hand it over or delete it first.`,
  'organization.owner_required': 'Say who owns it.',
  'organization.owner_stays': 'The owner can be neither changed nor removed: hand it over first.',
  'organization.person_not_active': 'The account of that person is not active.',
  'organization.slug_taken': 'Another organization has this short name.',
  'organization.too_many_members': ({ maximum }) =>
    `It has ${String(maximum)} members: no more fit.`,
  'organization.too_many_owned': ({ maximum }) =>
    `That person owns ${String(maximum)} organizations already.`,
  'invitation.address_limit': (params) =>
    `This address was invited often enough. Try again in ${wait(params)}.`,
  'invitation.address_unverified': 'The e-mail address has to be confirmed first.',
  'invitation.already_pending': 'An invitation to this address waits already: send that one again.',
  'invitation.not_open': 'This invitation was used or withdrawn, or it is too old.',
  'invitation.not_pending': ({ status }) =>
    `This invitation is ${humanize(String(status ?? 'over')).toLowerCase()} by now.`,
  'invitation.organization_limit': (params) =>
    `Too many invitations for one day. Try again in ${wait(params)}.`,
  'invitation.other_address': 'It was sent to another address.',
  'invitation.too_many_pending': ({ maximum }) => `${String(maximum)} invitations wait already.`,
  'apiKey.too_many': ({ maximum }) => `It has ${String(maximum)} live keys: revoke one first.`,
  'apiKey.not_live': 'This key is revoked or has expired: make a new one.',
  'apiKey.already_rotated': 'This key was rotated already; its successor works.',
  'apiKey.already_revoked': 'This key is revoked already.',
  'apiKey.scope_missing': ({ scope }) => `The key lacks the scope ${String(scope)}.`,
  'subscription.suspended': 'The subscription of this organization is suspended.',
  'subscription.transition_not_allowed': ({ from, to }) =>
    `A subscription that is ${humanize(String(from)).toLowerCase()} cannot become ${humanize(String(to)).toLowerCase()}.`,
  'subscription.no_term': 'This plan has no end: there is nothing to renew or cancel.',
  'usage.range_empty': 'The time ends before it begins.',
  'usage.range_too_long': ({ maximum, bucket }) =>
    `At most ${String(maximum)} ${bucket === 'HOUR' ? 'hours' : 'days'} at once.`,
  'credits.insufficient': ({ available }) =>
    `There are ${formatCount(Number(available ?? 0))} credits, which is not enough.`,
  'credits.too_many': 'The receiver cannot hold that many credits.',
  'credits.key_reused': 'This request was used for something else already. Begin again.',
  'credits.same_organization': 'Sender and receiver are the same.',
  'webhook.url_refused': ({ reason }) =>
    `This address cannot be called: ${urlReasons[String(reason)] ?? 'it is refused'}.`,
  'webhook.event_not_available': ({ eventType }) =>
    `An organization cannot ask for ${String(eventType)}.`,
  'webhook.too_many': ({ maximum }) => `There are ${String(maximum)} endpoints: remove one first.`,
  'webhook.disabled': 'This endpoint is switched off: switch it on first.',
  'webhook.under_way': 'This event is being sent already: there is nothing to replay.',
};
