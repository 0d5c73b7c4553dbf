import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome, DecideProposalInput } from '@freehold/core-contracts/people';
import { hasPermission } from '@freehold/core-contracts/permissions';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { findAct } from './acts.ts';
import { assertAnother, requireWaiting, settle } from './decide.ts';
import { requireOperator } from './proposer.ts';

/**
 * Agrees to a proposal and carries it out in the same transaction, as whoever agrees. Where what it
 * is about has moved since, the proposal becomes OUTDATED and nothing else happens. Throws as
 * `requireWaiting`, FORBIDDEN `proposal.own` and `permission.missing`, CONFLICT `proposal.outdated`,
 * and as the act itself where the caller may not do it.
 */
export async function approveProposal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideProposalInput;
}): Promise<ActOutcome> {
  const { role } = requireOperator(ctx);
  try {
    const { version, wakes } = await inTransaction(ctx.db, async (tx) => {
      const proposal = await requireWaiting(tx, ctx, input);
      assertAnother(ctx, proposal);
      const act = findAct(proposal.action);
      if (act === undefined) throw new AppError('CONFLICT', 'proposal.outdated');
      if (!hasPermission(role, act.permission)) {
        throw new AppError('FORBIDDEN', 'permission.missing', { permission: act.permission });
      }
      const verdict = {
        status: 'CARRIED_OUT',
        action: 'proposal.approve',
        reason: input.reason,
      } as const;
      const after = await settle(tx, ctx, proposal, verdict, () =>
        tryCarryOut(() => act.carryOut(tx, ctx, proposal.input)),
      );
      return { version: after, wakes: act.wakes };
    });
    for (const topic of wakes) ctx.wake(topic);
    return { state: 'DONE', version };
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    await markOutdated(ctx, input);
    throw new AppError('CONFLICT', 'proposal.outdated', { because: error.because });
  }
}

/** What the proposal was about is no longer as it was. */
class Outdated extends Error {
  readonly because: string;
  constructor(because: string) {
    super(because);
    this.because = because;
  }
}

const moved = ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED', 'INVALID'];

async function tryCarryOut<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && moved.includes(error.kind)) throw new Outdated(error.code);
    throw error;
  }
}

async function markOutdated(ctx: ServiceContext, input: DecideProposalInput): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const proposal = await requireWaiting(tx, ctx, input);
    const verdict = { status: 'OUTDATED', action: 'proposal.outdate' } as const;
    await settle(tx, ctx, proposal, verdict, async () => undefined);
  });
}
