import { describeStatusWord, wait, type ErrorSentences } from './error-sentences.ts';

/** Sentences for what acts on people and operators, proposals and settings are refused for. */
export const peopleSentences: ErrorSentences = {
  'user.self': 'Nobody acts on their own account here. Ask another operator.',
  'user.higher_role': 'That person, or that role, stands above your own role.',
  'user.deleted': 'This person is deleted: restore them first.',
  'user.not_deleted': 'Only a deleted person can be restored or erased.',
  'user.erased': 'The personal data of this account was erased for good.',
  'user.money_pending':
    'A transfer or a loan of this person is still under way: wait until it has settled.',
  'user.wallet_not_empty': 'A wallet of this person still holds money: empty it first.',
  'user.activation_pending':
    'The ledger is just making this account active. Try again in a moment.',
  'user.role_unchanged': 'They have that role already.',
  'user.not_active': 'Only an active account gets another role.',
  'profile.identity_fixed': 'Name and national id number were reviewed and stay as they are.',
  'profile.username_taken': 'Somebody else has this user name.',
  'staff.last_of_role': ({ role }) =>
    `This is the last working ${describeStatusWord(role)}: make another one first.`,
  'staff.role_unfit': 'There is no such role in this tenant.',
  'staff.address_taken': 'An account with this address is here already: change its role instead.',
  'staff.not_invited': 'They have accepted already, or were never invited.',
  'proposal.own': 'Nobody decides on their own proposal. You may withdraw it.',
  'proposal.not_own': 'Only whoever proposed it may withdraw it.',
  'proposal.operators_only': 'Only operators propose and decide.',
  'proposal.decided': ({ status }) => `This proposal is ${describeStatusWord(status)} by now.`,
  'proposal.for_signatories': 'Others sign for this account: one of them decides, not an operator.',
  'business.own_power':
    'It gives power to you, or over an organization you manage: another operator decides on it.',
  'proposal.expired': 'Nobody decided in time: this proposal has lapsed.',
  'proposal.outdated':
    'What it was about has changed since, so nothing was carried out. Propose it anew if it still holds.',
  'approval.national_id_missing': 'This tenant approves nobody without a national id number.',
  'approval.nothing_asked': 'Nothing was asked of this person.',
  'tenant.unchanged': 'Nothing would change.',
  'saved_view.too_many': ({ maximum }) =>
    `You keep ${String(maximum)} views already: drop one first.`,
  'notifications.too_many_streams': 'Too many windows listen at once. Close one.',
  'push_token.moved': 'This device belongs to another account by now.',
  'cursor.invalid': 'The list has changed. Load it again.',
  'audit.broken':
    'An entry of the audit log about this person does not fit its hash. Nothing was done.',
  'audit.too_long': 'The log is too long to be checked at once.',
  'export.busy': (params) => `Too many files are being written. Try again in ${wait(params)}.`,
  'search.too_wide': 'Too many go by that name: give another word, or an address.',
  'export.too_long': 'This list is too long for one file: narrow it.',
};
