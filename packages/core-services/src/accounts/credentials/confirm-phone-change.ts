import { AppError } from '@freehold/core-contracts/errors';
import type { ConfirmPhoneChangeInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { isSameDigest } from '../../keyring.ts';
import { requireBudget } from '../../onboarding/budget/require-budget.ts';
import { requireOwnUserId } from '../own-account.ts';
import { isAlive } from './account-link.ts';
import { hintOfPhone } from './hints.ts';
import { digestPhoneCode, phoneTryLimit, triesPerCode } from './phone-code.ts';
import { throwTaken } from './taken.ts';
import { ownerFields, tellOwner } from './tell-owner.ts';

interface PendingChange {
  readonly id: string;
  readonly phone: string;
  readonly sessionId: string;
}

const over = (): AppError => new AppError('INVALID', 'phone.code_expired');

/**
 * Gives the caller's account the number that the code was sent to, in the session that asked for it.
 * Throws INVALID `phone.code_wrong` with `attemptsLeft` and `phone.code_expired` where there is no
 * code, or one tried five times; CONFLICT `phone.taken`, LIMIT_EXCEEDED `rate.limited`.
 */
export async function confirmPhoneChange({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: ConfirmPhoneChangeInput;
  sessionId: string;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  await requireBudget(ctx, phoneTryLimit, userId);
  const change = await tryCode(ctx, { userId, sessionId, code: input.code });
  await inTransaction(ctx.db, async (tx) => {
    const [owner] = await tx.user.updateManyAndReturn({
      where: { id: userId, deletedAt: null },
      data: { updatedAt: ctx.clock() },
      select: { ...ownerFields, phone: true },
    });
    const used = await tx.accountToken.updateMany({
      where: { id: change.id, usedAt: null, endedAt: null },
      data: { usedAt: ctx.clock() },
    });
    if (owner === undefined || used.count !== 1 || !(await isAlive(tx, change.sessionId))) {
      throw over();
    }
    await tx.user
      .updateMany({
        where: { id: userId },
        data: { phone: change.phone, phoneVerified: true, version: { increment: 1 } },
      })
      .catch(throwTaken('phone.taken'));
    await tellOwner(tx, ctx, {
      owner,
      kind: 'phone.changed',
      template: 'phoneChanged',
      parameters: { firstName: owner.firstName },
      cause: change.id,
    });
    const before = owner.phone === null ? null : hintOfPhone(owner.phone);
    await recordAudit(tx, ctx, {
      action: 'phone.change',
      entityType: 'User',
      entityId: userId,
      changes: { phone: { before, after: hintOfPhone(change.phone) } },
    });
  });
  ctx.wake('messages');
}

// The try is taken by one statement that commits by itself before anything is compared: of any
// number of guesses at once five see the digest.
async function tryCode(
  ctx: ServiceContext,
  guess: { readonly userId: string; readonly sessionId: string; readonly code: string },
): Promise<PendingChange> {
  const { userId, sessionId, code } = guess;
  const [taken] = await ctx.db.accountToken.updateManyAndReturn({
    where: {
      userId,
      sessionId,
      purpose: 'PHONE_CHANGE',
      usedAt: null,
      endedAt: null,
      expiresAt: { gt: ctx.clock() },
      attempts: { lt: triesPerCode },
    },
    data: { attempts: { increment: 1 } },
    select: { id: true, target: true, codeDigest: true, attempts: true },
  });
  const { id, target: phone = null, codeDigest = null, attempts } = taken ?? {};
  if (id === undefined || phone === null || codeDigest === null) throw over();
  if (!isSameDigest(codeDigest, digestPhoneCode(ctx, { userId, phone, code }))) {
    const attemptsLeft = triesPerCode - (attempts ?? triesPerCode);
    throw new AppError('INVALID', 'phone.code_wrong', { attemptsLeft });
  }
  return { id, phone, sessionId };
}
