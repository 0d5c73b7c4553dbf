import { wait, type ErrorSentences } from './error-sentences.ts';

const personal: Readonly<Record<string, string>> = {
  firstName: 'your first name',
  lastName: 'your last name',
  email: 'your e-mail address',
  productName: 'the name of this product',
};

/** Sentences for what accounts, sessions and organizations refuse. */
export const accountSentences: ErrorSentences = {
  'session.wrong_credentials': 'The e-mail address or the password is not right.',
  'session.throttled': (params) => `Too many attempts. Try again in ${wait(params)}.`,
  'session.second_factor_wrong': 'That code is not right, or it has been used already.',
  'session.challenge_expired': 'This took too long. Sign in again with your password.',
  'session.required': 'Your session has ended. Sign in again.',
  'session.email_unverified': 'The e-mail address of this account is not verified yet.',
  'session.not_allowed': 'This account may not enter here.',
  'session.step_up_required': 'This act wants a fresh second factor, and none was given.',
  'passkey.cancelled': 'No passkey was given: it was closed, or the time was up. Try again.',
  'passkey.known_already': 'This device or key holds a passkey of this account already.',
  'passkey.unavailable': 'This browser cannot use a passkey here. Choose another way.',
  'password.too_short': (params) =>
    `At least ${String(params['minimum'] ?? 'eight')} characters, please.`,
  'password.too_common': 'This is made of well-known passwords. Try words of your own.',
  'password.contains_personal': (params) =>
    `Leave out ${personal[String(params['what'])] ?? 'your name, your address and ours'}.`,
  'password.wrong': 'The password of now is not right.',
  'password.changed_meanwhile': 'The password was changed elsewhere meanwhile.',
  'passkey.refused': 'This passkey is not known here, or its answer came too late.',
  'passkey.not_configured': 'Passkeys are not set up on this server.',
  'factor.last_of_operator': 'An operator keeps one second factor: add another one first.',
  'factor.password_too_short': ({ minimum }) =>
    `Without a second factor the password needs ${String(minimum)} characters: change it first.`,
  'factor.required': 'Set up a second factor first.',
  'factor.too_many': ({ maximum }) => `There are ${String(maximum)} already: remove one first.`,
  'account.link_invalid': 'This link is wrong, was used already, or is too old. Ask for a new one.',
  'email.unchanged': 'That is the address of now.',
  'email.taken': 'Another account has this address.',
  'phone.unchanged': 'That is the number of now.',
  'phone.code_wrong': ({ attemptsLeft }) =>
    `That code is not right; ${String(attemptsLeft)} tries left.`,
  'phone.code_expired': 'That code has run out. Ask for a new one.',
  'phone.taken': 'Another account has this number.',
  'session.refresh_refused': 'Sign in again.',
  'session.second_factor_needed': 'The password alone is not enough: use a second factor.',
  'message.too_soon': (params) => `One was asked for just now. Try again in ${wait(params)}.`,
  'message.recipient_limit': (params) =>
    `Enough was sent to this address or number. Try again in ${wait(params)}.`,
  'message.not_resendable': 'Only what was sent, given up or called off can be sent once more.',
  'message.not_cancellable': 'Only what waits or was given up can be called off.',
  'message.expired': 'The code or link in it has run out: let the person ask for a new one.',
};
