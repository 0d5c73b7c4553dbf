import { AppError } from '@freehold/core-contracts/errors';
import type {
  BeginPasskeyOutput,
  StepUpInput,
  StepUpMethods,
} from '@freehold/core-contracts/session';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { insideSession, wrongFactor, type ProvenFactor } from '../factors/factor.ts';
import { hasSecondFactor, listFactors, methodsOf } from '../factors/list-factors.ts';
import { lockAccount } from '../factors/lock-account.ts';
import { proveTotp } from '../factors/prove-totp.ts';
import { proveRecoveryCode } from '../factors/recovery-codes.ts';
import { requireOwnUserId } from '../own-account.ts';
import { askForPasskey } from '../passkeys/ask-for-passkey.ts';
import { provePasskey } from '../passkeys/prove-passkey.ts';
import { verifyPassword } from '../password/verify-password.ts';
import { renewSession, type RenewedSession } from './renew-session.ts';
import { countForFactor, countForPassword } from './throttle.ts';

/** How the caller can prove again who sits there: by a second factor, or by the password where there is none. */
export async function listStepUpMethods({ ctx }: { ctx: ServiceContext }): Promise<StepUpMethods> {
  const userId = requireOwnUserId(ctx);
  if (!(await hasSecondFactor(ctx.db, userId))) return { methods: ['PASSWORD'] };
  return { methods: methodsOf(await listFactors(ctx.db, userId)) };
}

/** Asks the browser for one of the caller's passkeys. Throws UNAVAILABLE `passkey.not_configured`. */
export function beginStepUpPasskey({ ctx }: { ctx: ServiceContext }): Promise<BeginPasskeyOutput> {
  return askForPasskey(ctx, { purpose: 'STEP_UP', userId: requireOwnUserId(ctx) });
}

/**
 * Proves again who sits there and gives the session a new token; the old one is dead at the commit.
 * Throws INVALID `session.second_factor_wrong`, `passkey.refused`, `session.wrong_credentials`,
 * PRECONDITION_FAILED `session.second_factor_needed` where the password
 * is not enough, LIMIT_EXCEEDED `session.throttled`.
 */
export async function stepUp({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: StepUpInput;
  sessionId: string;
}): Promise<RenewedSession> {
  const userId = requireOwnUserId(ctx);
  const { email } = await ctx.db.user.findFirstOrThrow({
    where: { id: userId },
    select: { email: true },
  });
  const renew = async (): Promise<RenewedSession> => {
    const use = await prove(ctx, userId, input);
    return inTransaction(ctx.db, async (tx) => {
      await use(tx);
      const isSecondFactor = input.method !== 'PASSWORD';
      const renewed = await renewSession(tx, ctx, {
        sessionId,
        ...(isSecondFactor ? { hasSecondFactor: true } : {}),
      });
      await recordAudit(tx, ctx, {
        action: 'session.stepUp',
        entityType: 'Session',
        entityId: sessionId,
        changes: { method: input.method },
      });
      return renewed;
    });
  };
  return insideSession(() =>
    input.method === 'PASSWORD'
      ? countForPassword(ctx, email, renew)
      : countForFactor(ctx, { userId, email }, renew),
  );
}

async function prove(
  ctx: ServiceContext,
  userId: string,
  input: StepUpInput,
): Promise<ProvenFactor['use']> {
  switch (input.method) {
    case 'TOTP':
      return (await proveTotp(ctx, { userId, code: input.code })).use;
    case 'RECOVERY_CODE':
      return (await proveRecoveryCode(ctx, { userId, code: input.recoveryCode })).use;
    case 'PASSKEY': {
      const { passkeyChallenge, answer } = input;
      const proof = { purpose: 'STEP_UP', userId, passkeyChallenge, answer } as const;
      return (await provePasskey(ctx, proof)).use;
    }
    case 'PASSWORD':
      return provePassword(ctx, userId, input.password);
  }
}

async function provePassword(
  ctx: ServiceContext,
  userId: string,
  password: string,
): Promise<ProvenFactor['use']> {
  const { passwordHash, passwordChangedAt } = await ctx.db.user.findFirstOrThrow({
    where: { id: userId },
    select: { passwordHash: true, passwordChangedAt: true },
  });
  const { isMatch } = await verifyPassword(passwordHash, password);
  if (!isMatch) throw new AppError('UNAUTHENTICATED', 'session.wrong_credentials');
  return async (tx) => {
    await lockAccount(tx, ctx, userId);
    const isAlone = !(await hasSecondFactor(tx, userId));
    if (!isAlone) throw new AppError('PRECONDITION_FAILED', 'session.second_factor_needed');
    const isSame = await tx.user.count({ where: { id: userId, passwordChangedAt } });
    if (isSame !== 1) throw wrongFactor();
  };
}
