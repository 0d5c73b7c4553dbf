import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome } from '@freehold/core-contracts/people';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { repeatLost } from '../retry-races.ts';
import { findAct, type StoredAct } from './acts.ts';
import { assertAnother, requireWaiting, settle, type Decision } from './decide.ts';
import type { ProposalRow } from './proposal-fields.ts';

/** Throws where the caller may not have a say; the proposal goes on waiting then. */
export type AssertMayDecide = (
  tx: TenantTransaction,
  proposal: ProposalRow,
  act: StoredAct,
) => Promise<void> | void;

/**
 * Agrees to a proposal and carries it out in the same transaction, as whoever agrees. Where what it
 * is about has moved since, the proposal becomes OUTDATED and nothing else happens. Throws as
 * `requireWaiting` and `assertMay`, FORBIDDEN `proposal.own`, CONFLICT `proposal.outdated`, and as
 * the act itself where the caller may not do it.
 */
export async function carryOutProposal(
  ctx: ServiceContext,
  input: Decision,
  assertMay: AssertMayDecide,
): Promise<ActOutcome> {
  try {
    const { version, wakes } = await repeatLost(ctx, async (tx) => {
      const proposal = await requireWaiting(tx, ctx, input);
      assertAnother(ctx, proposal);
      const act = findAct(proposal.action);
      if (act === undefined) throw new AppError('CONFLICT', 'proposal.outdated');
      await assertMay(tx, proposal, act);
      const { reason } = input;
      const verdict = { status: 'CARRIED_OUT', action: 'proposal.approve', reason } as const;
      const after = await settle(tx, ctx, proposal, verdict, () =>
        tryCarryOut(async () => {
          await act.assertStands?.(tx, ctx, proposal);
          return act.carryOut(tx, ctx, proposal.input);
        }),
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

async function markOutdated(ctx: ServiceContext, input: Decision): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const proposal = await requireWaiting(tx, ctx, input);
    const verdict = { status: 'OUTDATED', action: 'proposal.outdate' } as const;
    await settle(tx, ctx, proposal, verdict, async () => undefined);
  });
}
