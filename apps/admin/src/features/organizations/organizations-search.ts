import {
  OrganizationTier,
  SubscriptionPlan,
  SubscriptionStatus,
} from '@freehold/core-contracts/enums';
import { z } from 'zod';
import {
  flagParam,
  listParam,
  listSearchShape,
  oneParam,
  sortParam,
} from '../../lib/search-params.ts';
import { deliveryFilterShape } from '../../lib/webhook-labels.ts';

/** State of the list in its address. */
export const OrganizationsSearch = z.object({
  ...listSearchShape,
  tier: listParam(OrganizationTier),
  plan: listParam(SubscriptionPlan),
  status: listParam(SubscriptionStatus),
  deleted: flagParam,
  sort: sortParam(['createdAt', 'name', 'scanCredits', 'apiCallsUsed']),
});
export type OrganizationsSearch = z.infer<typeof OrganizationsSearch>;

export const organizationTabs = [
  'facts',
  'members',
  'keys',
  'usage',
  'credits',
  'webhooks',
  'history',
] as const;

/** State of an organization's page in its address: which side, and where in its list. */
export const OrganizationPageSearch = z.object({
  ...listSearchShape,
  ...deliveryFilterShape,
  tab: oneParam(z.enum(organizationTabs)),
  state: oneParam(z.enum(['LIVE', 'EXPIRED', 'REVOKED'])),
  days: oneParam(z.enum(['1', '7', '30', '60', '365'])),
});
export type OrganizationPageSearch = z.infer<typeof OrganizationPageSearch>;
export type OrganizationTab = (typeof organizationTabs)[number];
