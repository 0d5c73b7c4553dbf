import { AppError } from '@freehold/core-contracts/errors';
import type { GetProposalInput, ProposalView } from '@freehold/core-contracts/people';
import type { ServiceContext } from '../context.ts';
import { proposalFields, toProposalView } from './proposal-fields.ts';

/** One proposal. Throws NOT_FOUND `entity.not_found`. */
export async function getProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetProposalInput;
}): Promise<ProposalView> {
  const row = await ctx.db.proposal.findFirst({
    where: { id: input.proposalId },
    select: proposalFields,
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Proposal' });
  return toProposalView(ctx, row);
}
