import type { RequestPasswordResetInput } from '@freehold/core-contracts/security';
import type { ServiceContext } from '../../context.ts';
import { takeAskBudget } from '../../messaging/take-ask-budget.ts';
import { sealResetAddress } from './reset-address.ts';

/**
 * Asks for a link to set a new password. Whether there is an account is looked at by the worker
 * alone: the answer and its cost are the same for every address. Throws LIMIT_EXCEEDED as
 * `takeAskBudget`.
 */
export async function requestPasswordReset({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RequestPasswordResetInput;
}): Promise<void> {
  await takeAskBudget(ctx, {
    template: 'passwordReset',
    channel: 'EMAIL',
    recipient: input.email,
  });
  await ctx.db.passwordResetRequest.create({
    data: { addressCiphertext: sealResetAddress(ctx, input.email) },
    select: { id: true },
  });
  ctx.wake('messages');
}
