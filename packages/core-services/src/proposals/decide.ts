import type { ProposalStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { DecideProposalInput } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import { actorId, actorName, type Actor, type ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { proposalFields, type ProposalRow } from './proposal-fields.ts';
import { isProposer } from './proposer.ts';

/** What is decided, and why where it is said. */
export type Decision = Omit<DecideProposalInput, 'reason'> & {
  readonly reason?: string | undefined;
};

/**
 * A proposal that still waits, at the version that was looked at. Throws NOT_FOUND
 * `entity.not_found`, CONFLICT `proposal.decided` and `proposal.expired`, PRECONDITION_FAILED
 * `version.stale`.
 */
export async function requireWaiting(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { proposalId: id, version }: Decision,
): Promise<ProposalRow> {
  const row = await tx.proposal.findFirst({ where: { id }, select: proposalFields });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Proposal' });
  if (row.status !== 'WAITING') {
    throw new AppError('CONFLICT', 'proposal.decided', { status: row.status });
  }
  if (row.expiresAt <= ctx.clock()) throw new AppError('CONFLICT', 'proposal.expired');
  if (row.version !== version) {
    throw await staleVersion(tx, { type: 'Proposal', id, version: row.version });
  }
  return row;
}

/** Refuses whoever proposed, through whichever tenant they come. Throws FORBIDDEN `proposal.own`. */
export function assertAnother(ctx: ServiceContext, proposal: ProposalRow): void {
  if (isProposer(ctx, proposal)) throw new AppError('FORBIDDEN', 'proposal.own');
}

/** Refuses an operator where the people concerned decide among themselves. Throws FORBIDDEN `proposal.for_signatories`. */
export function assertForOperators({ decider }: ProposalRow): void {
  if (decider !== 'OPERATOR') throw new AppError('FORBIDDEN', 'proposal.for_signatories');
}

export interface Verdict {
  readonly status: Exclude<ProposalStatus, 'WAITING'>;
  /** As it is audited. */
  readonly action: string;
  readonly reason?: string | undefined;
}

type SettledProposal = Pick<
  ProposalRow,
  | 'id'
  | 'version'
  | 'action'
  | 'entityType'
  | 'entityId'
  | 'entityName'
  | 'proposedById'
  | 'proposedByTenantId'
>;

/**
 * Settles a proposal unless somebody was faster. The audit row comes last: whatever the verdict
 * brings about is done in `work`, before it.
 */
export async function settle<T>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: SettledProposal,
  verdict: Verdict,
  work: () => Promise<T>,
): Promise<T> {
  const { actor, tenant } = ctx;
  const { id, version, action } = proposal;
  const { status, reason } = verdict;
  const { count } = await tx.proposal.updateMany({
    where: { id, version, status: 'WAITING' },
    data: {
      status,
      decidedAt: ctx.clock(),
      ...deciderOf(actor, tenant.id),
      decidedByName: actorName(actor),
      decisionReason: reason ?? null,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw await staleVersion(tx, { type: 'Proposal', id, version: version + 1 });
  const result = await work();
  await tellProposer(tx, ctx, proposal, status);
  await recordAudit(tx, ctx, {
    action: verdict.action,
    entityType: 'Proposal',
    entityId: id,
    reason,
    changes: { action, status: { before: 'WAITING', after: status } },
  });
  return result;
}

function deciderOf(actor: Actor, tenantId: string) {
  if (actor.kind === 'OPERATOR') {
    return { decidedById: actor.userId, decidedByTenantId: actor.homeTenantId };
  }
  if (actor.kind === 'USER') return { decidedById: actor.userId, decidedByTenantId: tenantId };
  return { decidedById: null, decidedByTenantId: null };
}

/** Tells whoever proposed what became of it, unless they did that themselves or are of another tenant. */
async function tellProposer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: SettledProposal,
  status: Verdict['status'],
): Promise<void> {
  const { id, action, entityType, entityId, entityName, proposedById: userId } = proposal;
  if (proposal.proposedByTenantId !== ctx.tenant.id || actorId(ctx.actor) === userId) return;
  // Whoever proposes for a business account finds the outcome there.
  const isOfAccount = entityType === 'BusinessAccount';
  await notify(tx, ctx, {
    userId,
    kind: isOfAccount ? 'business.changeDecided' : 'proposal.decided',
    severity: status === 'CARRIED_OUT' ? 'SUCCESS' : 'WARNING',
    parameters: isOfAccount ? { account: entityName, status } : { action, entityName, status },
    idempotencyKey: `proposal.decided:${id}`,
    entity: isOfAccount ? { type: entityType, id: entityId } : { type: 'Proposal', id },
  });
}
