import {
  AddSignatoryInput,
  ChangeSignatoryInput,
  mostRules,
  SetRulesInput,
  type BusinessAccountInput,
  type RuleInput,
} from '@freehold/core-contracts/business';
import type {
  AccountBands,
  AccountChange,
  AccountChangeView,
} from '@freehold/core-contracts/business-changes';
import type { Prisma } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import { personName } from '../accounts/person-name.ts';
import type { ServiceContext } from '../context.ts';
import { proposalFields, type ProposalRow } from '../proposals/proposal-fields.ts';
import { isProposer } from '../proposals/proposer.ts';
import { requireAccount, type AccessibleAccount } from './account-access.ts';
import { accountDetailFields, toBand } from './account-fields.ts';
import { waitingChanges } from './change-deciders.ts';
import { toGainer } from './gainer.ts';
import { mostWaitingChanges } from './limits.ts';
import { inOrder } from './write-rules.ts';

const personFields = {
  id: true,
  userId: true,
  role: true,
  weight: true,
  isActive: true,
  user: { select: { firstName: true, lastName: true } },
} as const satisfies Prisma.BusinessSignatorySelect;

type Signatory = Prisma.BusinessSignatoryGetPayload<{ select: typeof personFields }>;

/** What the rows of an account's changes speak of. */
interface Known {
  readonly signatories: readonly Signatory[];
  readonly names: ReadonlyMap<string, string>;
  /** As they are today. */
  readonly bands: AccountBands;
}

/**
 * Changes of an account that wait for a second person, the newest first, for whoever sees the
 * account. Throws NOT_FOUND `entity.not_found`.
 */
export async function listChanges({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BusinessAccountInput;
}): Promise<AccountChangeView[]> {
  const account = await requireAccount(ctx, input.businessAccountId);
  const rows = await ctx.db.proposal.findMany({
    where: waitingChanges(ctx, account.id),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: mostWaitingChanges,
    select: proposalFields,
  });
  const known = await lookUp(ctx, account, rows);
  return rows.flatMap((row) => {
    const change = toChange(row, known);
    return change === null ? [] : [toView(ctx, row, change, { account, known })];
  });
}

function toView(
  ctx: ServiceContext,
  row: ProposalRow,
  change: AccountChange,
  { account, known }: { readonly account: AccessibleAccount; readonly known: Known },
): AccountChangeView {
  const { ownRole, version } = account;
  const { id, reason, decider, proposedByName, createdAt, expiresAt } = row;
  const { currencyCode } = ctx.tenant.settings;
  const isOwn = isProposer(ctx, row);
  const isOutdated = row.entityVersion !== version;
  const canRefuse = decider === 'SIGNATORY' && ownRole !== null && !isOwn;
  return {
    ...{ id, change, currencyCode, reason, decider, proposedByName, isOwn, createdAt, expiresAt },
    ...{ version: row.version, isOutdated, canRefuse },
    canConfirm: canRefuse && !isOutdated && !givesTo(findOwnUserId(ctx), row, known),
  };
}

/** Nobody confirms their own power. */
function givesTo(userId: string | null, proposal: ProposalRow, known: Known): boolean {
  const gainer = toGainer(proposal);
  if (gainer === null) return false;
  if ('userId' in gainer) return gainer.userId === userId;
  return known.signatories.some((row) => row.id === gainer.signatoryId && row.userId === userId);
}

async function lookUp(
  { db }: ServiceContext,
  { id: businessAccountId, approvalTtlHours }: AccessibleAccount,
  rows: readonly ProposalRow[],
): Promise<Known> {
  const gainers = rows.flatMap((row) => toGainer(row) ?? []);
  const signatoryIds = gainers.flatMap((each) => ('userId' in each ? [] : [each.signatoryId]));
  const userIds = gainers.flatMap((each) => ('userId' in each ? [each.userId] : []));
  const [signatories, users, rules] = await Promise.all([
    db.businessSignatory.findMany({
      where: { id: { in: signatoryIds } },
      take: mostWaitingChanges,
      select: personFields,
    }),
    db.user.findMany({
      where: { id: { in: userIds } },
      take: mostWaitingChanges,
      select: { id: true, firstName: true, lastName: true },
    }),
    db.businessRule.findMany({
      where: { businessAccountId },
      orderBy: { fromAmount: 'asc' },
      take: mostRules,
      select: accountDetailFields.rules.select,
    }),
  ]);
  const names = new Map(users.map((user) => [user.id, personName(user)]));
  return { signatories, names, bands: { approvalTtlHours, rules: rules.map(toBand) } };
}

/** Null for what another release wrote and this one does not know. */
function toChange({ action, input }: ProposalRow, known: Known): AccountChange | null {
  if (action === 'businessAccount.addSignatory') {
    const { data } = AddSignatoryInput.safeParse(input);
    if (data === undefined) return null;
    const { userId, role, weight } = data;
    return { kind: 'ADD_SIGNATORY', name: known.names.get(userId) ?? '', role, weight };
  }
  if (action === 'businessAccount.changeSignatory') {
    const { data } = ChangeSignatoryInput.safeParse(input);
    if (data === undefined) return null;
    const row = known.signatories.find(({ id }) => id === data.signatoryId);
    return {
      kind: 'CHANGE_SIGNATORY',
      name: row === undefined ? '' : personName(row.user),
      before: row?.isActive === true ? { role: row.role, weight: row.weight } : null,
      after: { role: data.role, weight: data.weight },
    };
  }
  const { data } = SetRulesInput.safeParse(input);
  if (data === undefined) return null;
  const { approvalTtlHours, rules } = data;
  const after = { approvalTtlHours, rules: toBands(rules) };
  return { kind: 'SET_RULES', before: known.bands, after };
}

function toBands(given: readonly RuleInput[]) {
  const rules = inOrder(given);
  return rules.map((rule, index) => ({
    ...rule,
    belowAmount: rules[index + 1]?.fromAmount ?? null,
  }));
}
