import type { ProposalStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { DecideProposalInput } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import { actorName, type ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { proposalFields, type ProposalRow } from './proposal-fields.ts';
import { isProposer } from './proposer.ts';

/**
 * A proposal that still waits, at the version that was looked at. Throws NOT_FOUND
 * `entity.not_found`, CONFLICT `proposal.decided` and `proposal.expired`, PRECONDITION_FAILED
 * `version.stale`.
 */
export async function requireWaiting(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { proposalId: id, version }: DecideProposalInput,
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

export interface Verdict {
  readonly status: Exclude<ProposalStatus, 'WAITING'>;
  /** As it is audited. */
  readonly action: string;
  readonly reason?: string;
}

/**
 * Settles a proposal unless somebody was faster. The audit row comes last: whatever the verdict
 * brings about is done in `work`, before it.
 */
export async function settle<T>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: Pick<ProposalRow, 'id' | 'version' | 'action' | 'entityName' | 'proposedById'> & {
    readonly proposedByTenantId: string;
  },
  verdict: Verdict,
  work: () => Promise<T>,
): Promise<T> {
  const { actor, tenant } = ctx;
  const { id, version, action, entityName, proposedById, proposedByTenantId } = proposal;
  const { status, reason } = verdict;
  const { count } = await tx.proposal.updateMany({
    where: { id, version, status: 'WAITING' },
    data: {
      status,
      decidedAt: ctx.clock(),
      decidedById: actor.kind === 'OPERATOR' ? actor.userId : null,
      decidedByTenantId: actor.kind === 'OPERATOR' ? actor.homeTenantId : null,
      decidedByName: actorName(actor),
      decisionReason: reason ?? null,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw await staleVersion(tx, { type: 'Proposal', id, version: version + 1 });
  const result = await work();
  const isOwn = actor.kind === 'OPERATOR' && actor.userId === proposedById;
  if (proposedByTenantId === tenant.id && !isOwn) {
    await notify(tx, ctx, {
      userId: proposedById,
      kind: 'proposal.decided',
      severity: status === 'CARRIED_OUT' ? 'SUCCESS' : 'WARNING',
      parameters: { action, entityName, status },
      idempotencyKey: `proposal.decided:${id}`,
      entity: { type: 'Proposal', id },
    });
  }
  await recordAudit(tx, ctx, {
    action: verdict.action,
    entityType: 'Proposal',
    entityId: id,
    reason,
    changes: { action, status: { before: 'WAITING', after: status } },
  });
  return result;
}
