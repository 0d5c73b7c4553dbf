import type {
  CreditEntryKind,
  OrganizationTier,
  SubscriptionPlan,
  SubscriptionStatus,
} from '@freehold/core-contracts/enums';
import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import type { ApiScope } from '@freehold/core-contracts/permissions';
import type { Label } from './labels.ts';

type Labels<Key extends string> = Readonly<Record<Key, Label>>;

export const tierLabels: Labels<OrganizationTier> = {
  FREE: { text: 'Free', tone: 'neutral' },
  PREMIUM: { text: 'Premium', tone: 'accent' },
  ENTERPRISE: { text: 'Enterprise', tone: 'info' },
};

export const planLabels: Readonly<Record<SubscriptionPlan, string>> = {
  FREE: 'Free',
  PREMIUM_MONTHLY: 'Premium, by the month',
  PREMIUM_ANNUAL: 'Premium, by the year',
  ENTERPRISE: 'Enterprise',
};

export const subscriptionStatusLabels: Labels<SubscriptionStatus> = {
  ACTIVE: { text: 'Active', tone: 'success' },
  EXPIRED: { text: 'Expired', tone: 'warning' },
  CANCELLED: { text: 'Cancelled', tone: 'warning' },
  SUSPENDED: { text: 'Suspended', tone: 'danger' },
};

export const creditKindLabels: Readonly<Record<CreditEntryKind, string>> = {
  GRANT: 'Granted',
  USE: 'Used',
  REFUND: 'Given back',
  TRANSFER_IN: 'Received',
  TRANSFER_OUT: 'Sent',
  ADJUSTMENT: 'Adjusted',
};

export const keyStateLabels: Labels<'LIVE' | 'REPLACED' | 'EXPIRED' | 'REVOKED'> = {
  LIVE: { text: 'Live', tone: 'success' },
  REPLACED: { text: 'Replaced, still works', tone: 'warning' },
  EXPIRED: { text: 'Expired', tone: 'neutral' },
  REVOKED: { text: 'Revoked', tone: 'danger' },
};

export type KeyState = keyof typeof keyStateLabels;

/** What a key is at a moment. */
export function keyStateOf(
  key: Pick<ApiKeyView, 'revokedAt' | 'expiresAt' | 'replacedById'>,
  now: Date,
): KeyState {
  if (key.revokedAt) return 'REVOKED';
  if (key.expiresAt && key.expiresAt <= now) return 'EXPIRED';
  return key.replacedById ? 'REPLACED' : 'LIVE';
}

export const scopeLabels: Readonly<Record<ApiScope, { text: string; hint: string }>> = {
  'organization.read': { text: 'Organization', hint: 'Its name, tier and subscription.' },
  'member.read': { text: 'Members', hint: 'Names, addresses and roles of its members.' },
  'usage.read': { text: 'Usage', hint: 'Calls by the hour or day.' },
  'credit.read': { text: 'Credits', hint: 'Balance and entries.' },
  'credit.transfer': {
    text: 'Send credits',
    hint: 'Moves credits to other organizations. Give it to few keys.',
  },
  'user.read': { text: 'People', hint: 'What is public about a person.' },
  'wallet.read': { text: 'Wallets', hint: 'Its wallets with their balances.' },
  'transfer.read': { text: 'Transfers', hint: 'What its wallets sent and received.' },
  'transfer.create': {
    text: 'Send money',
    hint: 'Moves money out of its wallets. Give it to few keys.',
  },
  'webhook.read': { text: 'Webhooks', hint: 'Endpoints and what was delivered to them.' },
  'webhook.manage': { text: 'Manage webhooks', hint: 'Makes, changes and removes endpoints.' },
};
