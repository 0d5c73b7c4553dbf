import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { countDone } from '../../count-done.ts';
import { signInStatuses } from '../session/session-rules.ts';
import { linkOwnerFields } from './account-link.ts';
import { openResetAddress } from './reset-address.ts';
import { sendPasswordReset } from './send-password-reset.ts';

interface WaitingRequest {
  readonly id: string;
  readonly addressCiphertext: Uint8Array;
}

/**
 * Answers up to `limit` requests for a new password, oldest first: where an account may be signed in
 * its owner is sent a link, where not nothing happens. Each request goes in the transaction that
 * answers it. Gives how many were answered.
 */
export async function answerResetRequests({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const waiting = await ctx.db.passwordResetRequest.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, addressCiphertext: true },
  });
  // One that fails stays until the clean-up takes it.
  const failure = 'A request for a password was not answered';
  const answered = await countDone(ctx, { rows: waiting, failure }, async (tx, request) => {
    await answer(tx, ctx, request);
    return true;
  });
  if (answered > 0) ctx.wake('messages');
  return answered;
}

async function answer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, addressCiphertext }: WaitingRequest,
): Promise<void> {
  const taken = await tx.passwordResetRequest.deleteMany({ where: { id } });
  if (taken.count !== 1) return;
  const owner = await tx.user.findFirst({
    where: {
      email: openResetAddress(ctx, addressCiphertext),
      deletedAt: null,
      status: { in: [...signInStatuses('PORTAL')] },
    },
    select: linkOwnerFields,
  });
  if (owner !== null) await sendPasswordReset(tx, ctx, owner);
}
