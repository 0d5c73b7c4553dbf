import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { requireWaiting, settle, type Decision } from './decide.ts';
import { isProposer } from './proposer.ts';

/** Takes a proposal back. Throws as `requireWaiting` and FORBIDDEN `proposal.not_own`. */
export async function withdrawProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: Decision;
}): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const proposal = await requireWaiting(tx, ctx, input);
    if (!isProposer(ctx, proposal)) throw new AppError('FORBIDDEN', 'proposal.not_own');
    const { reason } = input;
    const verdict = { status: 'WITHDRAWN', action: 'proposal.withdraw', reason } as const;
    await settle(tx, ctx, proposal, verdict, async () => undefined);
  });
}
