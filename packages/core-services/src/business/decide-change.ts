import type { DecideAccountChangeInput } from '@freehold/core-contracts/business-changes';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { carryOutProposal } from '../proposals/carry-out-proposal.ts';
import type { ProposalRow } from '../proposals/proposal-fields.ts';
import { refuseProposal } from '../proposals/reject-proposal.ts';
import { withdrawProposal } from '../proposals/withdraw-proposal.ts';
import { requireAccount } from './account-access.ts';

interface Options {
  readonly ctx: ServiceContext;
  readonly input: DecideAccountChangeInput;
}

/**
 * Agrees to a change of an account as one who signs for it, did not propose it and does not gain by
 * it; it is made in the same transaction. The account must be as it was when the change was proposed,
 * and its proposer still the owner: else the change becomes OUTDATED and nothing happens. Throws as
 * `carryOutProposal`, NOT_FOUND `entity.not_found` to whoever does not see the account, FORBIDDEN
 * `business.not_signatory`, `business.own_power` and `proposal.for_operators`.
 */
export async function confirmChange({ ctx, input }: Options): Promise<void> {
  await requireVisible(ctx, input.proposalId);
  await carryOutProposal(ctx, input, (tx, proposal) => assertMaySay(tx, ctx, proposal));
}

/** Says no to a change, to one's own power too; one no is enough. Throws as `confirmChange`, but for what has changed since. */
export async function refuseChange({ ctx, input }: Options): Promise<void> {
  await requireVisible(ctx, input.proposalId);
  await refuseProposal(ctx, input, (tx, proposal) => assertMaySay(tx, ctx, proposal));
}

/** Takes one's own change back. Throws as `withdrawProposal` and NOT_FOUND `entity.not_found`. */
export async function withdrawChange({ ctx, input }: Options): Promise<void> {
  await requireVisible(ctx, input.proposalId);
  await withdrawProposal({ ctx, input });
}

/** What is about no account, or about one that the caller does not see, is not there. */
async function requireVisible(ctx: ServiceContext, id: string): Promise<void> {
  const proposal = await ctx.db.proposal.findFirst({
    where: { id, entityType: 'BusinessAccount' },
    select: { entityId: true },
  });
  if (proposal === null) throw changeNotFound();
  await requireAccount(ctx, proposal.entityId).catch((error: unknown) => {
    throw error instanceof AppError && error.kind === 'NOT_FOUND' ? changeNotFound() : error;
  });
}

async function assertMaySay(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { decider, entityId }: ProposalRow,
): Promise<void> {
  const { ownRole } = await requireAccount(ctx, entityId, tx);
  if (ownRole === null) throw new AppError('FORBIDDEN', 'business.not_signatory');
  if (decider !== 'SIGNATORY') throw new AppError('FORBIDDEN', 'proposal.for_operators');
}

function changeNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Proposal' });
}
