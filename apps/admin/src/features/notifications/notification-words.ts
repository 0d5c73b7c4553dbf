import type { NotificationKind, NotificationView } from '@freehold/core-contracts/notifications';
import { userStatusLabels } from '../../lib/labels.ts';

type Parameters = NotificationView['parameters'];
type Words = { title: string; text: (parameters: Parameters) => string };

const text = (parameters: Parameters, name: string, fallback: string) =>
  String(parameters[name] ?? fallback);

function statusText(parameters: Parameters): string {
  const labels: Readonly<Record<string, { text: string }>> = userStatusLabels;
  return labels[text(parameters, 'status', '')]?.text ?? 'changed';
}

/** Each kind in words, from the parameters it carries. */
export const notificationWords: Readonly<Record<NotificationKind, Words>> = {
  'session.newDevice': {
    title: 'Sign-in from a new device',
    text: (values) =>
      `${text(values, 'device', 'A browser')} at ${text(values, 'ip', 'an unknown address')}. If it was not you, end the session and change your password.`,
  },
  'session.reused': {
    title: 'A session was ended to keep you safe',
    text: (values) =>
      `Its token came twice, from ${text(values, 'device', 'another device')} as well. If that was not you, change your password.`,
  },
  'session.locked': {
    title: 'Your sign-in was locked',
    text: () => 'Too many attempts failed. A link to unlock it is in your mail.',
  },
  'password.changed': {
    title: 'Your password was changed',
    text: () => 'Your other sessions have ended.',
  },
  'email.changed': {
    title: 'Your e-mail address was changed',
    text: () => 'You sign in with the new one.',
  },
  'phone.changed': { title: 'Your phone number was changed', text: () => 'By you, with a code.' },
  'factor.added': {
    title: 'A second factor was added',
    text: (values) => `${text(values, 'name', 'It')} counts from now on.`,
  },
  'factor.removed': {
    title: 'A second factor was removed',
    text: (values) => `${text(values, 'name', 'It')} counts no more.`,
  },
  'recoveryCodes.used': {
    title: 'A recovery code was used',
    text: (values) => `${text(values, 'left', 'Some')} are left.`,
  },
  'recoveryCodes.renewed': {
    title: 'New recovery codes were made',
    text: () => 'The old ones stopped working.',
  },
  'account.statusChanged': {
    title: 'The status of your account changed',
    text: (values) => `It is ${statusText(values).toLowerCase()} now.`,
  },
  'account.informationRequested': {
    title: 'A reviewer asks for something',
    text: () => 'Answer it in the portal.',
  },
  'approval.informationAnswered': {
    title: 'Somebody answered what you asked for',
    text: (values) => `${text(values, 'name', 'The person')} waits for your decision.`,
  },
  'organization.invited': {
    title: 'You are invited to an organization',
    text: (values) => text(values, 'organization', 'Look into the portal.'),
  },
  'organization.roleChanged': {
    title: 'Your part in an organization changed',
    text: (values) => text(values, 'organization', ''),
  },
  'organization.removed': {
    title: 'You left an organization',
    text: (values) => text(values, 'organization', ''),
  },
  'organization.handedOver': {
    title: 'An organization is yours now',
    text: (values) => text(values, 'organization', ''),
  },
  'organization.creditsReceived': {
    title: 'Credits were received',
    text: (values) =>
      `${text(values, 'amount', 'Some')} for ${text(values, 'organization', 'one of yours')}.`,
  },
  'organization.creditsLow': {
    title: 'Credits run low',
    text: (values) => text(values, 'organization', ''),
  },
  'subscription.expiring': {
    title: 'A subscription ends soon',
    text: (values) => text(values, 'organization', ''),
  },
  'subscription.expired': {
    title: 'A subscription has ended',
    text: (values) => text(values, 'organization', ''),
  },
  'subscription.renewed': {
    title: 'A subscription was renewed',
    text: (values) => text(values, 'organization', ''),
  },
  'apiKey.expiring': {
    title: 'An API key ends soon',
    text: (values) => text(values, 'name', 'Rotate it in time.'),
  },
  'webhook.disabled': {
    title: 'A webhook was switched off',
    text: (values) => `${text(values, 'url', 'It')} did not answer for too long.`,
  },
  'business.signatoryAdded': {
    title: 'You may sign for a business account',
    text: (values) => text(values, 'account', ''),
  },
  'business.signatoryRemoved': {
    title: 'You no longer sign for a business account',
    text: (values) => text(values, 'account', ''),
  },
  'business.signatoryChanged': {
    title: 'Your signature for a business account changed',
    text: (values) => text(values, 'account', ''),
  },
  'business.rulesChanged': {
    title: 'A business account has other rules',
    text: (values) => text(values, 'account', ''),
  },
  'business.changeWaiting': {
    title: 'A change of a business account waits for you',
    text: (values) => `${text(values, 'account', 'One of yours')}: decide on it in the portal.`,
  },
  'business.changeDecided': {
    title: 'Your change of a business account was decided on',
    text: (values) => text(values, 'account', ''),
  },
  'business.approvalWaiting': {
    title: 'A payment waits for your approval',
    text: (values) =>
      `${text(values, 'amount', 'Money')} from ${text(values, 'account', 'one of yours')}.`,
  },
  'business.transferApproved': {
    title: 'A payment you asked for was approved',
    text: (values) =>
      `${text(values, 'amount', 'It')} from ${text(values, 'account', 'one of yours')}.`,
  },
  'business.transferRejected': {
    title: 'A payment you asked for was rejected',
    text: (values) =>
      `${text(values, 'amount', 'It')} from ${text(values, 'account', 'one of yours')}.`,
  },
  'wallet.frozen': {
    title: 'A wallet was frozen',
    text: (values) => `${text(values, 'wallet', 'It')} neither sends nor receives for now.`,
  },
  'wallet.unfrozen': {
    title: 'A wallet is no longer frozen',
    text: (values) => `${text(values, 'wallet', 'It')} sends and receives again.`,
  },
  'transfer.released': {
    title: 'Your transfer was let go',
    text: (values) => text(values, 'amount', ''),
  },
  'transfer.rejected': {
    title: 'Your transfer was not let go',
    text: (values) => text(values, 'amount', ''),
  },
  'money.received': {
    title: 'Money has arrived',
    text: (values) => text(values, 'amount', ''),
  },
  'money.notSent': {
    title: 'A payment could not be made',
    text: (values) => `${text(values, 'amount', 'It')} is back in your wallet.`,
  },
  'loan.approved': {
    title: 'Your loan was approved',
    text: (values) => text(values, 'amount', ''),
  },
  'loan.failed': {
    title: 'Your loan could not be paid out',
    text: (values) => text(values, 'amount', ''),
  },
  'loan.rejected': {
    title: 'Your loan was not granted',
    text: (values) => text(values, 'reason', ''),
  },
  'proposal.waiting': {
    title: 'A proposal waits for you',
    text: (values) =>
      `${text(values, 'proposer', 'Another operator')} wants a second pair of eyes.`,
  },
  'proposal.decided': {
    title: 'Your proposal was decided on',
    text: () => 'Open it to see how, and why.',
  },
};
