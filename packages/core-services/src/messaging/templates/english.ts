import type { SecondFactorMethod, UserRole, UserStatus } from '@freehold/core-contracts/enums';
import type { Catalogue } from './parameters.ts';
import { toDay, toName } from './wording.ts';

const factors: Readonly<Record<SecondFactorMethod, string>> = {
  TOTP: 'an authenticator app',
  PASSKEY: 'a passkey',
  RECOVERY_CODE: 'a set of recovery codes',
};

const statuses: Readonly<Record<UserStatus, string>> = {
  REGISTERED: 'registered',
  PENDING_ADMIN_APPROVAL: 'waiting for approval',
  APPROVED_PENDING_ONCHAIN: 'approved and being set up',
  ACTIVE: 'active',
  DENIED: 'denied',
  FROZEN: 'frozen',
  SUSPENDED: 'suspended',
  CLOSED: 'closed',
};

const roles: Readonly<Record<UserRole, string>> = {
  USER: 'user',
  ADMIN: 'administrator',
  REVIEWER: 'reviewer',
  TREASURER: 'treasurer',
  AUDITOR: 'auditor',
  PLATFORM_OPERATOR: 'platform operator',
};

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
const notYou =
  'If it was not you, set a new password at once with “Forgot password” on the sign-in page, and end the sessions you do not know.';
const ignore = 'If it was not you, nothing has changed and nothing needs to be done.';

export const english: Catalogue = {
  registrationEmailCode: ({ code, minutes }, product) => ({
    subject: `Your ${product} verification code`,
    body: `Your verification code is ${code}. It is valid for ${plural(minutes, 'minute')} and works once.\n\nIf you did not ask for it, you can ignore this message.`,
  }),
  registrationPhoneCode: ({ code, minutes }, product) => ({
    subject: `${product} code`,
    body: `${product}: your code is ${code}, valid for ${plural(minutes, 'minute')}. Never pass it on.`,
  }),
  registrationResumeLink: ({ path }, product) => ({
    subject: `Continue your ${product} registration`,
    body: `Open this address on any device to continue where you stopped:\n\n${path}\n\nWhoever has it can continue your registration: do not forward it.`,
  }),
  accountExists: ({ path }, product) => ({
    subject: `You already have a ${product} account`,
    body: `Somebody, probably you, began to register at ${product} with this address. There is an account for it already; you can sign in here:\n\n${path}\n\n${ignore}`,
  }),
  phoneInUse: (_, product) => ({
    subject: 'Your phone number was entered in a registration',
    body: `Somebody entered the phone number of your ${product} account in a new registration. Nothing has changed for your account. If it was you, sign in with your existing account instead.`,
  }),
  welcome: ({ firstName }, product) => ({
    subject: `Welcome to ${product}`,
    body: `Welcome, ${firstName}.\n\nYour registration is complete. We are looking at what you told us and will write as soon as there is a decision.`,
  }),
  approvalGranted: ({ firstName }, product) => ({
    subject: `Your ${product} account was approved`,
    body: `Good news, ${firstName}: your account was approved. It is being set up and will be ready in a moment.`,
  }),
  accountActive: ({ firstName }, product) => ({
    subject: `Your ${product} account is ready`,
    body: `${firstName}, your account is active and your first wallet is open. You can sign in now.`,
  }),
  approvalDenied: ({ firstName, reason }, product) => ({
    subject: `About your ${product} application`,
    body: `${firstName}, we cannot open an account for you at this time.\n\nReason: ${reason}`,
  }),
  informationRequested: ({ firstName, request }, product) => ({
    subject: `${product} needs something from you`,
    body: `${firstName}, to go on with your application we need the following:\n\n${request}`,
  }),

  passwordReset: ({ path, minutes }, product) => ({
    subject: `Set a new ${product} password`,
    body: `Somebody, probably you, asked for a new password for the ${product} account with this address. Set it here within ${plural(minutes, 'minute')}:\n\n${path}\n\nThe address works once. Do not forward it. ${ignore}`,
  }),
  passwordChanged: ({ firstName, device }, product) => ({
    subject: `Your ${product} password was changed`,
    body: `${firstName}, the password of your ${product} account was changed (${toName(device, 120)}). All other sessions were ended.\n\n${notYou}`,
  }),
  signInLocked: ({ path, minutes }, product) => ({
    subject: `Sign-in to your ${product} account is paused`,
    body: `There were too many failed attempts to sign in to your ${product} account. Sign-in is paused for ${plural(minutes, 'minute')}. If it was you, open this address to sign in again at once:\n\n${path}\n\nThe address works once. Do not forward it. If it was not you, your password was not guessed and nothing needs to be done.`,
  }),
  secondFactorLocked: ({ path, minutes }, product) => ({
    subject: `Somebody with your ${product} password failed the second step`,
    body: `There were too many wrong codes at the second step of signing in to your ${product} account, which is paused for ${plural(minutes, 'minute')}. If it was you, open this address to go on at once:\n\n${path}\n\nThe address works once. Do not forward it. If it was not you, somebody knows your password: your second factor kept them out. Choose a new password now.`,
  }),
  newDevice: ({ firstName, device, ip }, product) => ({
    subject: `New sign-in to your ${product} account`,
    body: `${firstName}, somebody signed in to your ${product} account on a device we had not seen before.\n\nDevice: ${toName(device, 120)}\nNetwork address: ${ip}\n\n${notYou}`,
  }),
  sessionReused: ({ firstName, device }, product) => ({
    subject: `A session of your ${product} account was ended`,
    body: `${firstName}, the key of a session of your ${product} account (${toName(device, 120)}) was used twice, as happens when somebody has copied it. The session was ended; sign in again to go on.\n\n${notYou}`,
  }),
  emailVerification: ({ path }, product) => ({
    subject: `Confirm your address for ${product}`,
    body: `Open this address to confirm that you receive mail here:\n\n${path}\n\nThe address works once. ${ignore}`,
  }),
  emailChangeConfirm: ({ path }, product) => ({
    subject: `Confirm your new address for ${product}`,
    body: `Somebody, probably you, wants to use this address for a ${product} account. Open this address to confirm it:\n\n${path}\n\nThe address works once. Do not forward it. ${ignore}`,
  }),
  emailChanged: ({ firstName, newEmailHint }, product) => ({
    subject: `The address of your ${product} account was changed`,
    body: `${firstName}, your ${product} account now has the address ${newEmailHint}. This is the last message to the old one.\n\nIf it was not you, answer at once to whoever runs ${product}: the account can no longer be reached from this address.`,
  }),
  phoneChangeCode: ({ code, minutes }, product) => ({
    subject: `${product} code`,
    body: `${product}: your code for the new number is ${code}, valid for ${plural(minutes, 'minute')}. Never pass it on.`,
  }),
  phoneChanged: ({ firstName }, product) => ({
    subject: `The phone number of your ${product} account was changed`,
    body: `${firstName}, the phone number of your ${product} account was changed.\n\n${notYou}`,
  }),
  factorAdded: ({ firstName, factor }, product) => ({
    subject: `A way to sign in to ${product} was added`,
    body: `${firstName}, ${factors[factor]} was added to your ${product} account.\n\n${notYou}`,
  }),
  factorRemoved: ({ firstName, factor }, product) => ({
    subject: `A way to sign in to ${product} was removed`,
    body: `${firstName}, ${factors[factor]} was removed from your ${product} account.\n\n${notYou}`,
  }),
  recoveryCodeUsed: ({ firstName, left }, product) => ({
    subject: `A recovery code of your ${product} account was used`,
    body: `${firstName}, a recovery code was used to sign in to your ${product} account. You have ${plural(left, 'code')} left; you can make new ones on the security page.\n\n${notYou}`,
  }),
  statusChanged: ({ firstName, status, reason }, product) => ({
    subject: `Your ${product} account is now ${statuses[status]}`,
    body: `${firstName}, your ${product} account is now ${statuses[status]}.\n\nReason: ${reason}`,
  }),
  accountDeleted: ({ firstName }, product) => ({
    subject: `Your ${product} account was deleted`,
    body: `${firstName}, your ${product} account was deleted and every session was ended. If you did not expect this, write to whoever runs ${product}.`,
  }),

  organizationInvitation: ({ organization, inviter, path }, product) => ({
    subject: `Invitation to ${toName(organization)} at ${product}`,
    body: `${toName(inviter)} invites you to join ${toName(organization)} at ${product}. Look at the invitation here:\n\n${path}\n\nDo not forward it. If you do not know who invites you, ignore this message.`,
  }),
  organizationHandedOver: ({ organization }, product) => ({
    subject: `${toName(organization)} at ${product} has a new owner`,
    body: `The ownership of ${toName(organization)} at ${product} was handed over. If you did not expect this, write to whoever runs ${product}.`,
  }),
  subscriptionExpiring: ({ organization, date }, product) => ({
    subject: `The ${product} subscription of ${toName(organization)} is ending`,
    body: `The ${product} subscription of ${toName(organization)} ends on ${toDay(date, 'en')}. Renew it before then to keep what comes with it.`,
  }),
  subscriptionExpired: ({ organization }, product) => ({
    subject: `The ${product} subscription of ${toName(organization)} has ended`,
    body: `The ${product} subscription of ${toName(organization)} has ended. The organization goes on with what is free.`,
  }),
  apiKeyExpiring: ({ name, organization, date }, product) => ({
    subject: `An API key of ${toName(organization)} is ending`,
    body: `The API key “${toName(name)}” of ${toName(organization)} at ${product} ends on ${toDay(date, 'en')}. Rotate it before then, so that what uses it goes on working.`,
  }),
  webhookDisabled: ({ url, organization }, product) => ({
    subject: `A webhook at ${product} was switched off`,
    body: `The webhook ${url}${organization === null ? '' : ` of ${toName(organization)}`} has failed for so long that ${product} switched it off. Mend the receiver, switch the webhook on again and replay what it missed.`,
  }),

  staffInvitation: ({ tenant, role, path }, product) => ({
    subject: `You are invited to run ${tenant}`,
    body: `You are invited to the ${product} console of ${tenant} as ${roles[role]}. Set your password here:\n\n${path}\n\nThe address works once. Do not forward it.`,
  }),
  proposalWaiting: ({ action, proposer, path }, product) => ({
    subject: `${toName(proposer)} asks for a second pair of eyes`,
    body: `${toName(proposer)} has proposed “${action}” at ${product}. It is done only once another operator agrees:\n\n${path}`,
  }),
};
