import { AppError } from '@freehold/core-contracts/errors';
import type { GetProposalInput, ProposalDetail } from '@freehold/core-contracts/people';
import type { ServiceContext } from '../context.ts';
import { findRefusal } from './find-refusal.ts';
import { proposalFields, toProposalView } from './proposal-fields.ts';

/** One proposal, and why the caller may not agree to it. Throws NOT_FOUND `entity.not_found`. */
export async function getProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetProposalInput;
}): Promise<ProposalDetail> {
  const row = await ctx.db.proposal.findFirst({
    where: { id: input.proposalId },
    select: proposalFields,
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Proposal' });
  return { ...toProposalView(ctx, row), refusal: await findRefusal(ctx, row) };
}
