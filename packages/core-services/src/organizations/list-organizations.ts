import type {
  ListOrganizationsInput,
  OrganizationPage,
} from '@freehold/core-contracts/organizations';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { organizationSummaryFields, toOrganizationSummary } from './organization-fields.ts';

/** A page of the tenant's organizations, live or deleted ones. */
export async function listOrganizations({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListOrganizationsInput;
}): Promise<OrganizationPage> {
  const where = toOrganizationWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.organization.findMany({
      where,
      orderBy: [{ [input.sort.field]: input.sort.direction }, { id: 'asc' }],
      ...pageWindow(input),
      select: organizationSummaryFields,
    }),
    ctx.db.organization.count({ where }),
  ]);
  return toPage(rows.map(toOrganizationSummary), total, input);
}

/** The filter of a list of organizations. */
export function toOrganizationWhere(
  input: Omit<ListOrganizationsInput, 'page' | 'limit' | 'sort'>,
): Prisma.OrganizationWhereInput {
  const { search, tier, plan, subscriptionStatus, isDeleted } = input;
  const subscription: Prisma.SubscriptionWhereInput = {
    ...(plan === undefined || plan.length === 0 ? {} : { plan: { in: plan } }),
    ...(subscriptionStatus === undefined || subscriptionStatus.length === 0
      ? {}
      : { status: { in: subscriptionStatus } }),
  };
  return {
    deletedAt: isDeleted ? { not: null } : null,
    ...(tier === undefined || tier.length === 0 ? {} : { tier: { in: tier } }),
    ...(Object.keys(subscription).length === 0 ? {} : { subscription: { is: subscription } }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

/** A word in the name, the short name, or the owner's name or address. */
function matchesWord(word: string): Prisma.OrganizationWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  const isOwner: Prisma.MembershipWhereInput = {
    role: 'OWNER',
    user: { OR: [{ firstName: contains }, { lastName: contains }, { email: contains }] },
  };
  return {
    OR: [{ name: contains }, { slug: contains }, { memberships: { some: isOwner } }],
  };
}
