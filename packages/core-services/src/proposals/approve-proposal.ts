import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome, DecideProposalInput } from '@freehold/core-contracts/people';
import { hasPermission } from '@freehold/core-contracts/permissions';
import type { ServiceContext } from '../context.ts';
import type { StoredAct } from './acts.ts';
import { carryOutProposal } from './carry-out-proposal.ts';
import { assertForOperators } from './decide.ts';
import type { ProposalRow } from './proposal-fields.ts';
import { requireOperator } from './proposer.ts';

/**
 * Agrees to a proposal as an operator and carries it out. Throws as `carryOutProposal`, FORBIDDEN
 * `proposal.for_signatories` and `permission.missing`.
 */
export async function approveProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideProposalInput;
}): Promise<ActOutcome> {
  return carryOutProposal(ctx, input, (_tx, proposal, act) => assertMayAgree(ctx, proposal, act));
}

/** Throws FORBIDDEN `proposal.operators_only`, `proposal.for_signatories` and `permission.missing`. */
export function assertMayAgree(
  ctx: ServiceContext,
  proposal: ProposalRow,
  { permission }: StoredAct,
): void {
  const { role } = requireOperator(ctx);
  assertForOperators(proposal);
  if (!hasPermission(role, permission)) {
    throw new AppError('FORBIDDEN', 'permission.missing', { permission });
  }
}
