import type { SessionAudience } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { VerifySecondFactorInput } from '@freehold/core-contracts/session';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { secretContext } from './begin-enrolment.ts';
import { openChallenge } from './challenge.ts';
import { startSession, type StartedSession } from './start-session.ts';
import { noteSignInSuccess, takeSecondFactorAttempt } from './throttle.ts';
import { findTotpStep } from './totp.ts';

const wrongCode = (): AppError => new AppError('UNAUTHENTICATED', 'session.second_factor_wrong');

/**
 * Checks the code of an authenticator and makes the session. A code counts once (RFC 6238 section
 * 5.2). Throws UNAUTHENTICATED `session.second_factor_wrong` and LIMIT_EXCEEDED `session.throttled`.
 */
export async function verifySecondFactor(options: {
  ctx: ServiceContext;
  input: VerifySecondFactorInput;
  audience: SessionAudience;
}): Promise<StartedSession> {
  const { ctx, input, audience } = options;
  const challenge = openChallenge(ctx, input.challenge);
  const { userId, authenticatorId } = challenge;
  await takeSecondFactorAttempt(ctx, userId);
  const authenticator = await ctx.db.authenticator.findFirst({
    where: { id: authenticatorId, userId },
    select: { secretCiphertext: true, confirmedAt: true, user: { select: { email: true } } },
  });
  if (authenticator === null) throw wrongCode();
  if ((authenticator.confirmedAt === null) !== challenge.isEnrolment) throw wrongCode();

  const secret = ctx.keyring.decrypt(
    authenticator.secretCiphertext,
    secretContext(ctx.tenant.id, userId),
  );
  const now = ctx.clock();
  const step = findTotpStep(secret, input.code, now);
  if (step === null) throw wrongCode();
  await useStep(ctx, { userId, authenticatorId, step, now, isEnrolment: challenge.isEnrolment });
  await noteSignInSuccess(ctx, { email: authenticator.user.email, userId });
  return startSession(ctx, { userId, audience, hasSecondFactor: true });
}

async function useStep(
  ctx: ServiceContext,
  use: { userId: string; authenticatorId: string; step: bigint; now: Date; isEnrolment: boolean },
): Promise<void> {
  const { userId, authenticatorId, step, now, isEnrolment } = use;
  await inTransaction(ctx.db, async (tx) => {
    // One conditional write: of two uses of one code, one finds the step already used.
    const used = await tx.authenticator.updateMany({
      where: {
        id: authenticatorId,
        confirmedAt: isEnrolment ? null : { not: null },
        OR: [{ lastUsedStep: null }, { lastUsedStep: { lt: step } }],
      },
      data: { lastUsedStep: step, lastUsedAt: now, ...(isEnrolment ? { confirmedAt: now } : {}) },
    });
    if (used.count !== 1) throw wrongCode();
    if (!isEnrolment) return;
    await recordAudit(tx, ctx, {
      action: 'authenticator.confirm',
      entityType: 'Authenticator',
      entityId: authenticatorId,
      changes: { userId },
    });
  });
}
