import type {
  OrganizationDetail,
  OrganizationSummary,
  SubscriptionView,
} from '@freehold/core-contracts/organizations';
import type { Prisma } from '@freehold/core-db';

/** Who counts as a member in lists: a deleted person's membership stays, unseen. */
export const shownMembers = { user: { deletedAt: null } } as const;

export const subscriptionFields = {
  plan: true,
  status: true,
  expiresAt: true,
  autoRenew: true,
  renewedAt: true,
  cancelledAt: true,
  version: true,
} as const satisfies Prisma.SubscriptionSelect;

/** Fields of a list row. */
export const organizationSummaryFields = {
  id: true,
  name: true,
  slug: true,
  tier: true,
  scanCredits: true,
  totalScans: true,
  apiCallsUsed: true,
  createdAt: true,
  deletedAt: true,
  subscription: { select: subscriptionFields },
  _count: { select: { memberships: { where: shownMembers } } },
} as const satisfies Prisma.OrganizationSelect;

export const organizationDetailFields = {
  ...organizationSummaryFields,
  version: true,
  memberships: {
    where: { role: 'OWNER' },
    take: 1,
    select: { user: { select: { id: true, firstName: true, lastName: true, email: true } } },
  },
} as const satisfies Prisma.OrganizationSelect;

type SummaryRow = Prisma.OrganizationGetPayload<{ select: typeof organizationSummaryFields }>;
type DetailRow = Prisma.OrganizationGetPayload<{ select: typeof organizationDetailFields }>;

/** What an organization has that never took a plan. */
const noSubscription: SubscriptionView = {
  plan: 'FREE',
  status: 'ACTIVE',
  expiresAt: null,
  autoRenew: false,
  renewedAt: null,
  cancelledAt: null,
  version: 0,
};

/** A list row. */
export function toOrganizationSummary(row: SummaryRow): OrganizationSummary {
  const { _count, subscription, ...facts } = row;
  const { plan, status } = subscription ?? noSubscription;
  return { ...facts, memberCount: _count.memberships, plan, subscriptionStatus: status };
}

/** An organization's page, with what its caller may do there. */
export function toOrganizationDetail(
  row: DetailRow,
  access: Pick<OrganizationDetail, 'ownRole' | 'canManage' | 'canOwn'>,
): OrganizationDetail {
  const { memberships, version, ...summary } = row;
  const [first] = memberships;
  const { id, ...owner } = first?.user ?? { id: null };
  return {
    ...toOrganizationSummary(summary),
    version,
    subscription: row.subscription ?? noSubscription,
    owner: id === null || !('email' in owner) ? null : { userId: id, ...owner },
    ownRole: access.ownRole,
    canManage: access.canManage,
    canOwn: access.canOwn,
  };
}
