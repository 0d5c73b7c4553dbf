import { AppError } from '@freehold/core-contracts/errors';
import type { DeadLetterView, ManageDeadLetterInput } from '@freehold/core-contracts/ledger';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { auditDeadLetter, resolveDeadLetter } from './manage-dead-letter.ts';
import { applyEvent } from './project-events.ts';
import { findProjection } from './projections/find-handler.ts';

/**
 * Carries an event out that had been set aside, once: its effect, its resolution and the audit row
 * commit together. Throws as `resolveDeadLetter`, and CONFLICT `dead_letter.still_fails` with the
 * reason, which leaves the letter open.
 */
export async function replayDeadLetter({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageDeadLetterInput;
}): Promise<DeadLetterView> {
  const letter = await inTransaction(ctx.db, async (tx) => {
    const taken = await resolveDeadLetter(tx, ctx, input, 'REPLAYED');
    const projection = findProjection(taken.projectorName);
    const reason =
      projection === null
        ? `There is no projection ${taken.projectorName}`
        : await applyEvent(tx, ctx, projection, {
            txId: taken.fabricTxId,
            channel: taken.channel,
            blockNumber: taken.blockNumber,
            eventIndex: taken.eventIndex,
            chaincode: taken.chaincode,
            name: taken.eventName,
            version: taken.eventVersion,
            payload: taken.rawPayload,
            timestamp: taken.txTimestamp,
          });
    if (reason !== null) throw new AppError('CONFLICT', 'dead_letter.still_fails', { reason });
    await auditDeadLetter(tx, ctx, input, 'event.replay');
    return taken;
  });
  ctx.wake('messages');
  return letter;
}
