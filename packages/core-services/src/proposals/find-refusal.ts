import { AppError, type Refusal } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { findAct } from './acts.ts';
import { assertMayAgree } from './approve-proposal.ts';
import { assertAnother } from './decide.ts';
import type { ProposalRow } from './proposal-fields.ts';

/**
 * Why the caller may not agree to a proposal that waits, as `approveProposal` would refuse it. Null
 * where they may, and where what it is about has moved: that is found by whoever agrees.
 */
export async function findRefusal(
  ctx: ServiceContext,
  proposal: ProposalRow,
): Promise<Refusal | null> {
  const act = findAct(proposal.action);
  if (proposal.status !== 'WAITING' || act === undefined) return null;
  try {
    assertAnother(ctx, proposal);
    assertMayAgree(ctx, proposal, act);
    await inTransaction(ctx.db, async (tx) => {
      await act.assertStands?.(tx, ctx, proposal);
      await act.assertPossible(tx, ctx, proposal.input);
    });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { kind, code, params } = error;
    return kind === 'FORBIDDEN' ? { kind, code, params: { ...params } } : null;
  }
}
