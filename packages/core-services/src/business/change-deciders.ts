/*
 * Who has a say in a change that gives power over an account: one who signs for it already and did
 * not propose the change, nor gains by it; where there is nobody else, an operator. The change is
 * decided against the list it was made for: every change of the list makes another version of the
 * account, and a change is carried out at its own version alone.
 */
import { mostSignatories } from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { findPersonHere, isHeldBy } from '../accounts/own-holding.ts';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import type { Act, ProposedAct } from '../proposals/act.ts';
import { accountNotFound } from './account-access.ts';
import { toGainer } from './gainer.ts';
import type { SeenAccount } from './hold-account.ts';

/**
 * Who may confirm a change of an account: its signatories but for whoever proposed it and whoever
 * gains by it; those who can sign in and are still members. Where it gives none, an operator decides.
 */
export async function listDeciders(
  tx: TenantTransaction,
  { proposedById, ...change }: Change & Pick<ProposedAct, 'proposedById'>,
): Promise<string[]> {
  const { entityId: businessAccountId } = change;
  const { organizationId } = await requireOrganization(tx, businessAccountId);
  const gainerId = await findGainerId(tx, change);
  const involved = gainerId === null ? [proposedById] : [proposedById, gainerId];
  const rows = await tx.businessSignatory.findMany({
    where: {
      ...{ businessAccountId, isActive: true, userId: { notIn: involved } },
      user: { deletedAt: null, status: 'ACTIVE', memberships: { some: { organizationId } } },
    },
    orderBy: { id: 'asc' },
    take: mostSignatories,
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId);
}

type Change = Pick<ProposedAct, 'action' | 'entityId' | 'input'>;

async function findGainerId(tx: TenantTransaction, change: Change): Promise<string | null> {
  const gainer = toGainer(change);
  if (gainer === null) return null;
  if ('userId' in gainer) return gainer.userId;
  const row = await tx.businessSignatory.findFirst({
    where: { id: gainer.signatoryId, businessAccountId: change.entityId },
    select: { userId: true },
  });
  return row?.userId ?? null;
}

async function requireOrganization(tx: TenantTransaction, id: string) {
  const account = await tx.businessAccount.findFirst({
    where: { id },
    select: { organizationId: true },
  });
  if (account === null) throw accountNotFound();
  return account;
}

/**
 * Whoever proposed must still own the organization, and nobody confirms their own power: neither
 * whoever gains nor, of operators, who manages the organization. Throws FORBIDDEN
 * `business.own_power` and CONFLICT `business.proposer_not_owner`.
 */
async function assertStands(
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: ProposedAct,
): Promise<void> {
  const { organizationId } = await requireOrganization(tx, proposal.entityId);
  const gainerId = await findGainerId(tx, proposal);
  const ownId = await findPersonHere(tx, ctx);
  const gains = ownId !== null && gainerId === ownId;
  const manages =
    ownId !== null &&
    ctx.actor.kind === 'OPERATOR' &&
    (await isHeldBy(tx, ownId, { userId: null, organizationId }));
  if (gains || manages) throw new AppError('FORBIDDEN', 'business.own_power');
  const owner = await tx.membership.findFirst({
    where: { organizationId, userId: proposal.proposedById, role: 'OWNER' },
    select: { id: true },
  });
  if (owner === null) throw new AppError('CONFLICT', 'business.proposer_not_owner');
}

async function tellDeciders(
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: ProposedAct,
): Promise<void> {
  const { id, entityId, entityName, decider } = proposal;
  if (decider !== 'SIGNATORY') return;
  for (const userId of await listDeciders(tx, proposal)) {
    await notify(tx, ctx, {
      userId,
      kind: 'business.changeWaiting',
      severity: 'WARNING',
      parameters: { account: entityName },
      idempotencyKey: `business.changeWaiting:${id}`,
      entity: { type: 'BusinessAccount', id: entityId },
    });
  }
}

/** What the acts on an account have in common. */
export const ofAccount = {
  // Of operators: whoever lets a transfer go that waits.
  permission: 'transfer.decide',
  wakes: [],
  assertStands,
  tellDeciders,
} as const satisfies Partial<Act<never>>;

/** An account as a proposal names it. */
export async function accountSubject(
  tx: TenantTransaction,
  { businessAccountId: id, version }: SeenAccount,
) {
  const account = await tx.businessAccount.findFirst({
    where: { id },
    select: { name: true, organizationId: true },
  });
  if (account === null) throw accountNotFound();
  const { name, organizationId } = account;
  const subject = { entityType: 'BusinessAccount', entityId: id, entityName: name };
  return { organizationId, subject: { ...subject, entityVersion: version, changes: [] } };
}

/** Changes of one account that still wait for somebody. */
export const waitingChanges = (ctx: ServiceContext, businessAccountId: string) =>
  ({
    ...{ entityType: 'BusinessAccount', entityId: businessAccountId, status: 'WAITING' },
    expiresAt: { gt: ctx.clock() },
  }) as const satisfies Prisma.ProposalWhereInput;
