import { AuthRule } from '@freehold/core-contracts/commands/organization';
import { AppError } from '@freehold/core-contracts/errors';
import type {
  GetOnchainOrganizationInput,
  ListOnchainOrganizationsInput,
  OnchainOrganizationDetail,
  OnchainOrganizationPage,
} from '@freehold/core-contracts/onchain';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';

const fields = {
  id: true,
  name: true,
  status: true,
  endorsements: true,
  proposedAt: true,
  activatedAt: true,
} as const satisfies Prisma.OnchainOrganizationSelect;

/** Most endorsers, and rules, that are shown of one organization. */
const maxShown = 100;

/** A page of the organizations the ledger knows, newest first. */
export async function listOnchainOrganizations({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListOnchainOrganizationsInput;
}): Promise<OnchainOrganizationPage> {
  const { status, search } = input;
  const where: Prisma.OnchainOrganizationWhereInput = {
    ...(status === undefined ? {} : { status: { in: status } }),
    ...(search === undefined ? {} : { name: { contains: search, mode: 'insensitive' } }),
  };
  const [items, total] = await Promise.all([
    ctx.db.onchainOrganization.findMany({
      where,
      orderBy: [{ proposedAt: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: fields,
    }),
    ctx.db.onchainOrganization.count({ where }),
  ]);
  return toPage(items, total, input);
}

/** An organization as the ledger knows it. Throws NOT_FOUND `entity.not_found`. */
export async function getOnchainOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetOnchainOrganizationInput;
}): Promise<OnchainOrganizationDetail> {
  const organization = await ctx.db.onchainOrganization.findFirst({
    where: { id: input.organizationId },
    select: {
      ...fields,
      endorsers: {
        orderBy: [{ endorsedAt: 'asc' }, { endorserId: 'asc' }],
        take: maxShown,
        select: { endorserId: true, endorsedAt: true },
      },
      authRules: {
        orderBy: [{ definedAt: 'desc' }, { ruleId: 'asc' }],
        take: maxShown,
        select: { ruleId: true, rule: true, definedAt: true },
      },
    },
  });
  if (organization === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'organization' });
  }
  const { authRules, ...rest } = organization;
  const rules = authRules.map(({ rule, ...row }) => ({ ...row, rule: AuthRule.parse(rule) }));
  return { ...rest, rules };
}
