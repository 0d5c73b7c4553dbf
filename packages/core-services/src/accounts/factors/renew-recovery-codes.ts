import { randomUUID } from 'node:crypto';
import type { RecoveryCodes } from '@freehold/core-contracts/security';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { hasSecondFactor } from './list-factors.ts';
import { lockAccount } from './lock-account.ts';
import { writeRecoveryCodes } from './recovery-codes.ts';
import { settleFactorChange } from './settle-factor-change.ts';

/** Puts ten new recovery codes in the place of the caller's old ones; other sessions end. Throws PRECONDITION_FAILED `factor.required` where there is nothing they would stand in for. */
export async function renewRecoveryCodes({
  ctx,
  sessionId,
}: {
  ctx: ServiceContext;
  sessionId: string;
}): Promise<RecoveryCodes> {
  const userId = requireOwnUserId(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const owner = await lockAccount(tx, ctx, userId);
    if (!(await hasSecondFactor(tx, userId))) {
      throw new AppError('PRECONDITION_FAILED', 'factor.required');
    }
    const recoveryCodes = await writeRecoveryCodes(tx, ctx, userId);
    const setId = randomUUID();
    const change = { owner, change: 'added', factor: 'RECOVERY_CODE', entityId: setId } as const;
    const endedSessions = await settleFactorChange(tx, ctx, { ...change, sessionId });
    await recordAudit(tx, ctx, {
      action: 'recoveryCode.renew',
      entityType: 'User',
      entityId: userId,
      changes: { count: recoveryCodes.length, endedSessions },
    });
    return { recoveryCodes };
  });
}
