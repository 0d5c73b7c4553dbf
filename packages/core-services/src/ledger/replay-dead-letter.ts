import { AppError } from '@freehold/core-contracts/errors';
import type { DeadLetterView, ManageDeadLetterInput } from '@freehold/core-contracts/ledger';
import { inTransaction, type Prisma, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { auditDeadLetter, resolveDeadLetter } from './manage-dead-letter.ts';
import { applyEvent } from './project-events.ts';
import type { Checkpoint } from './projection-parts.ts';
import { findProjection } from './projections/find-handler.ts';

type TakenLetter = Awaited<ReturnType<typeof resolveDeadLetter>>;

/**
 * Carries an event out that had been set aside, once: its effect, its resolution and the audit row
 * commit together. Throws as `resolveDeadLetter`, and CONFLICT `dead_letter.still_fails` with the
 * reason: then nothing took effect, and the letter is open with the attempt counted. Throws CONFLICT
 * `dead_letter.in_rebuild` where the projector was set back and has yet to come to the event.
 */
export async function replayDeadLetter({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageDeadLetterInput;
}): Promise<DeadLetterView> {
  const { letter, failure } = await inTransaction(ctx.db, async (tx) => {
    const taken = await resolveDeadLetter(tx, ctx, input, 'REPLAYED');
    const failure = await carryOut(tx, ctx, taken);
    if (failure === null) {
      const { attempts } = await countAttempt(tx, taken.id, {});
      await auditDeadLetter(tx, ctx, input, { action: 'event.replay' });
      return { letter: { ...taken, attempts }, failure };
    }
    const reason = failure.slice(0, 500);
    await countAttempt(tx, taken.id, { status: 'OPEN', resolvedAt: null, reason });
    await auditDeadLetter(tx, ctx, input, { action: 'event.replay', failure: reason });
    return { letter: taken, failure };
  });
  if (failure !== null) {
    throw new AppError('CONFLICT', 'dead_letter.still_fails', { reason: failure });
  }
  ctx.wake('messages');
  return letter;
}

async function carryOut(
  tx: TenantTransaction,
  ctx: ServiceContext,
  letter: TakenLetter,
): Promise<string | null> {
  const { projectorName, channel } = letter;
  // Held like by the projector itself: two of one name never run at once.
  const [state] = await tx.projectorState.updateManyAndReturn({
    where: { projectorName, channel },
    data: { updatedAt: ctx.clock() },
    select: {
      lastBlock: true,
      lastEventIndex: true,
      rebuildStartedAt: true,
      rebuildFinishedAt: true,
    },
  });
  // What a rebuild will come to it carries out itself: done before as well, it would count twice.
  const isRebuilding =
    state !== undefined && state.rebuildStartedAt !== null && state.rebuildFinishedAt === null;
  if (isRebuilding && isBefore(state, letter)) {
    throw new AppError('CONFLICT', 'dead_letter.in_rebuild', { projectorName });
  }
  const projection = findProjection(projectorName);
  if (projection === null) return `There is no projection ${projectorName}`;
  return applyEvent(tx, ctx, projection, {
    txId: letter.fabricTxId,
    channel,
    blockNumber: letter.blockNumber,
    eventIndex: letter.eventIndex,
    chaincode: letter.chaincode,
    name: letter.eventName,
    version: letter.eventVersion,
    payload: letter.rawPayload,
    timestamp: letter.txTimestamp,
  });
}

function isBefore(
  { lastBlock, lastEventIndex }: Checkpoint,
  { blockNumber, eventIndex }: TakenLetter,
): boolean {
  return lastBlock === blockNumber ? lastEventIndex < eventIndex : lastBlock < blockNumber;
}

async function countAttempt(
  tx: TenantTransaction,
  id: string,
  data: Pick<Prisma.EventDLQUpdateManyMutationInput, 'status' | 'resolvedAt' | 'reason'>,
): Promise<{ readonly attempts: number }> {
  const [row] = await tx.eventDLQ.updateManyAndReturn({
    where: { id },
    data: { ...data, attempts: { increment: 1 } },
    select: { attempts: true },
  });
  if (row === undefined)
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'deadLetter' });
  return row;
}
