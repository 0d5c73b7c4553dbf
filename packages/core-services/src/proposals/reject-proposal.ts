import type { ActOutcome, DecideProposalInput } from '@freehold/core-contracts/people';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import {
  assertAnother,
  assertForOperators,
  requireWaiting,
  settle,
  type Decision,
} from './decide.ts';
import type { ProposalRow } from './proposal-fields.ts';

/**
 * Refuses a proposal as an operator; nothing is done. Throws as `requireWaiting`, FORBIDDEN
 * `proposal.own` (whoever proposed withdraws instead) and `proposal.for_signatories`.
 */
export async function rejectProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideProposalInput;
}): Promise<ActOutcome> {
  return refuseProposal(ctx, input, (_tx, proposal) => assertForOperators(proposal));
}

/** The same for whoever `assertMay` lets. */
export async function refuseProposal(
  ctx: ServiceContext,
  input: Decision,
  assertMay: (tx: TenantTransaction, proposal: ProposalRow) => Promise<void> | void,
): Promise<ActOutcome> {
  await inTransaction(ctx.db, async (tx) => {
    const proposal = await requireWaiting(tx, ctx, input);
    assertAnother(ctx, proposal);
    await assertMay(tx, proposal);
    const { reason } = input;
    const verdict = { status: 'REJECTED', action: 'proposal.reject', reason } as const;
    await settle(tx, ctx, proposal, verdict, async () => undefined);
  });
  return { state: 'DONE', version: input.version + 1 };
}
