import type { ConfirmTotpInput, FactorAdded } from '@freehold/core-contracts/security';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { countForFactor } from '../session/throttle.ts';
import { insideSession, wrongFactor } from './factor.ts';
import { lockAccount } from './lock-account.ts';
import { writeRecoveryCodes } from './recovery-codes.ts';
import { settleFactorChange } from './settle-factor-change.ts';
import { findTotpStep } from './totp.ts';
import { openTotpSecret } from './totp-secret.ts';

export interface PendingAuthenticator {
  readonly userId: string;
  readonly authenticatorId: string;
  readonly code: string;
  readonly name?: string | undefined;
}

/** Checks the first code of an authenticator that was begun; what it gives confirms it in a transaction. Throws UNAUTHENTICATED `session.second_factor_wrong`. */
export async function provePending(
  ctx: ServiceContext,
  pending: PendingAuthenticator,
): Promise<(tx: TenantTransaction, sessionId?: string) => Promise<FactorAdded>> {
  const { userId, authenticatorId, code, name } = pending;
  const found = await ctx.db.authenticator.findFirst({
    where: { id: authenticatorId, userId, confirmedAt: null },
    select: { secretCiphertext: true },
  });
  if (found === null) throw wrongFactor();
  const now = ctx.clock();
  const step = findTotpStep(openTotpSecret(ctx, userId, found.secretCiphertext), code, now);
  if (step === null) throw wrongFactor();

  return async (tx, sessionId) => {
    const owner = await lockAccount(tx, ctx, userId);
    const confirmed = await tx.authenticator.updateMany({
      where: { id: authenticatorId, userId, confirmedAt: null },
      data: {
        confirmedAt: now,
        lastUsedStep: step,
        lastUsedAt: now,
        ...(name === undefined ? {} : { name }),
      },
    });
    if (confirmed.count !== 1) throw wrongFactor();
    const recoveryCodes = await firstRecoveryCodes(tx, ctx, userId);
    const change = { owner, change: 'added', factor: 'TOTP', entityId: authenticatorId } as const;
    const endedSessions = await settleFactorChange(tx, ctx, { ...change, sessionId });
    await recordAudit(tx, ctx, {
      action: 'authenticator.confirm',
      entityType: 'Authenticator',
      entityId: authenticatorId,
      changes: { userId, endedSessions },
    });
    return { recoveryCodes };
  };
}

/** A first set of recovery codes; null where the account has some left. */
export async function firstRecoveryCodes(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<string[] | null> {
  const left = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
  return left > 0 ? null : writeRecoveryCodes(tx, ctx, userId);
}

/** Confirms an authenticator of the caller's own account by its first code. Throws NOT_FOUND `entity.not_found`, INVALID `session.second_factor_wrong`, LIMIT_EXCEEDED `session.throttled`. */
export async function confirmTotp({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: ConfirmTotpInput;
  sessionId: string;
}): Promise<FactorAdded> {
  const userId = requireOwnUserId(ctx);
  const pending = await ctx.db.authenticator.findFirst({
    where: { id: input.authenticatorId, userId },
    select: { user: { select: { email: true } } },
  });
  if (pending === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Authenticator' });
  }
  const { email } = pending.user;
  return insideSession(() =>
    countForFactor(ctx, { userId, email }, async () => {
      const confirm = await provePending(ctx, { userId, ...input });
      return inTransaction(ctx.db, (tx) => confirm(tx, sessionId));
    }),
  );
}
