import type { ActOutcome, DecideProposalInput } from '@freehold/core-contracts/people';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { assertAnother, requireWaiting, settle } from './decide.ts';

/** Refuses a proposal; nothing is done. Throws as `requireWaiting` and FORBIDDEN `proposal.own`: whoever proposed withdraws instead. */
export async function rejectProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideProposalInput;
}): Promise<ActOutcome> {
  await inTransaction(ctx.db, async (tx) => {
    const proposal = await requireWaiting(tx, ctx, input);
    assertAnother(ctx, proposal);
    const { reason } = input;
    const verdict = { status: 'REJECTED', action: 'proposal.reject', reason } as const;
    await settle(tx, ctx, proposal, verdict, async () => undefined);
  });
  return { state: 'DONE', version: input.version + 1 };
}
