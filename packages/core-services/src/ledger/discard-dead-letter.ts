import type { DeadLetterView, ManageDeadLetterInput } from '@freehold/core-contracts/ledger';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { auditDeadLetter, resolveDeadLetter } from './manage-dead-letter.ts';

/** Decides that an event which was set aside is never to take effect, in a rebuild neither. Throws as `resolveDeadLetter`. */
export function discardDeadLetter({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageDeadLetterInput;
}): Promise<DeadLetterView> {
  return inTransaction(ctx.db, async (tx) => {
    const letter = await resolveDeadLetter(tx, ctx, input, 'DISCARDED');
    await auditDeadLetter(tx, ctx, input, { action: 'event.discard' });
    return letter;
  });
}
