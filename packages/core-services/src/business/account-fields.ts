import {
  mostRules,
  mostSignatories,
  type BusinessAccountDetail,
  type BusinessAccountSummary,
  type RuleView,
} from '@freehold/core-contracts/business';
import type { Prisma } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import { personName } from '../accounts/person-name.ts';
import type { ServiceContext } from '../context.ts';
import type { AccessibleAccount } from './account-access.ts';
import { isReachable } from './reachable.ts';

const activeSignatories = {
  isActive: true,
  user: { deletedAt: null },
} as const satisfies Prisma.BusinessSignatoryWhereInput;

const waiting = { status: 'AWAITING_APPROVAL' } as const satisfies Prisma.TransferWhereInput;

export const accountSummaryFields = {
  id: true,
  organizationId: true,
  name: true,
  status: true,
  walletId: true,
  createdAt: true,
  organization: { select: { name: true } },
  wallet: { select: { cachedBalance: true, heldBalance: true, isFrozen: true } },
  _count: { select: { signatories: { where: activeSignatories }, transfers: { where: waiting } } },
} as const satisfies Prisma.BusinessAccountSelect;

export const accountDetailFields = {
  ...accountSummaryFields,
  version: true,
  approvalTtlHours: true,
  signatories: {
    where: activeSignatories,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostSignatories,
    select: {
      id: true,
      userId: true,
      role: true,
      weight: true,
      createdAt: true,
      user: { select: { firstName: true, lastName: true } },
    },
  },
  rules: {
    orderBy: { fromAmount: 'asc' },
    take: mostRules,
    select: {
      fromAmount: true,
      belowAmount: true,
      minimumWeight: true,
      minimumApprovers: true,
      requiredRole: true,
      isInitiatorCounted: true,
    },
  },
} as const satisfies Prisma.BusinessAccountSelect;

type SummaryRow = Prisma.BusinessAccountGetPayload<{ select: typeof accountSummaryFields }>;
type DetailRow = Prisma.BusinessAccountGetPayload<{ select: typeof accountDetailFields }>;
type RuleRow = DetailRow['rules'][number];

/** A list row. */
export function toAccountSummary(ctx: ServiceContext, row: SummaryRow): BusinessAccountSummary {
  const { organization, wallet, _count, ...facts } = row;
  return {
    ...facts,
    organizationName: organization.name,
    balance: wallet.cachedBalance.toFixed(),
    heldBalance: wallet.heldBalance.toFixed(),
    currencyCode: ctx.tenant.settings.currencyCode,
    isFrozen: wallet.isFrozen,
    signatoryCount: _count.signatories,
    waitingCount: _count.transfers,
  };
}

/** An account's page, with what its caller may do there. */
export function toAccountDetail(
  ctx: ServiceContext,
  row: DetailRow,
  { ownRole, canManage }: Pick<AccessibleAccount, 'ownRole' | 'canManage'>,
): BusinessAccountDetail {
  const { version, approvalTtlHours, signatories, rules, ...summary } = row;
  const ownId = findOwnUserId(ctx);
  return {
    ...toAccountSummary(ctx, summary),
    version,
    approvalTtlHours,
    signatories: signatories.map(({ user, ...signatory }) => ({
      ...signatory,
      name: personName(user),
      isSelf: signatory.userId === ownId,
    })),
    rules: rules.map((rule) => toRuleView(rule, signatories)),
    ownRole,
    canManage,
  };
}

function toRuleView(rule: RuleRow, signatories: DetailRow['signatories']): RuleView {
  return { ...toBand(rule), isReachable: isReachable(rule, signatories) };
}

/** A band with its amounts as text. */
export function toBand(rule: RuleRow): Omit<RuleView, 'isReachable'> {
  const { fromAmount, belowAmount } = rule;
  return {
    ...rule,
    fromAmount: fromAmount.toFixed(),
    belowAmount: belowAmount?.toFixed() ?? null,
  };
}
