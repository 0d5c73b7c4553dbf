import { inTransaction, withRetry } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { announceSent } from './announce-settlements.ts';
import { moneyRetry } from './post-transfers.ts';
import type { TransferSender, TransferVerdict } from './transfer-request.ts';

/**
 * Tells the organization that sends of its transfers that wait for an operator, after they were
 * posted in a call of their own. One event per transfer: told again with the same request, it makes
 * up for an answer that was lost in between.
 */
export async function announceHeld(
  ctx: ServiceContext,
  { organizationId }: TransferSender,
  verdicts: readonly TransferVerdict[],
): Promise<void> {
  const held = verdicts.filter(({ outcome }) => outcome === 'HELD');
  if (organizationId === null || held.length === 0) return;
  const ids = held.map(({ transferId }) => transferId);
  // Repeated from outside: under an idempotency key all this is part of the call's own transaction.
  await withRetry(
    () => inTransaction(ctx.db, (tx) => announceSent(tx, ctx, ids, 'transfer.awaitingApproval')),
    moneyRetry,
  );
  ctx.wake('webhooks');
}
