import { AppError } from '@freehold/core-contracts/errors';
import { Locale } from '@freehold/core-contracts/ids';
import type { RequestPhoneChangeInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { randomToken } from '../../keyring.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import { takeAskBudget } from '../../messaging/take-ask-budget.ts';
import { requireBudget } from '../../onboarding/budget/require-budget.ts';
import { requireOwnUserId } from '../own-account.ts';
import { withdraw } from './account-link.ts';
import { hintOfPhone } from './hints.ts';
import {
  digestPhoneCode,
  newPhoneCode,
  phoneChangeLimit,
  phoneCodeMinutes,
  phoneCodeTtlMs,
} from './phone-code.ts';
import { ownerFields, writeToOwner, type Owner } from './tell-owner.ts';

/**
 * Sends a code to a new number; the account keeps its old one until the code is entered. Whether the
 * number has an account already nobody learns but its owner. Throws INVALID `phone.unchanged`,
 * LIMIT_EXCEEDED `rate.limited` and as `takeAskBudget`.
 */
export async function requestPhoneChange({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: RequestPhoneChangeInput;
  sessionId: string;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { phone } = input;
  await requireBudget(ctx, phoneChangeLimit, userId);
  await takeAskBudget(ctx, { template: 'phoneChangeCode', channel: 'SMS', recipient: phone });
  const user = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { ...ownerFields, phone: true, phoneVerified: true },
  });
  if (user === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  if (user.phone === phone && user.phoneVerified) throw new AppError('INVALID', 'phone.unchanged');
  const holder = await ctx.db.user.findFirst({
    where: { phone, id: { not: userId } },
    select: ownerFields,
  });
  await sendCode(ctx, { owner: user, phone, sessionId, holder });
  ctx.wake('messages');
}

async function sendCode(
  ctx: ServiceContext,
  change: {
    readonly owner: Owner;
    readonly phone: string;
    readonly sessionId: string;
    readonly holder: Owner | null;
  },
): Promise<void> {
  const { owner, phone, sessionId, holder } = change;
  const userId = owner.id;
  const code = newPhoneCode();
  // Of a number that has an account no code is right.
  const kept = holder === null ? code : randomToken();
  const expiresAt = new Date(ctx.clock().getTime() + phoneCodeTtlMs);
  await inTransaction(ctx.db, async (tx) => {
    await withdraw(tx, ctx, { userId, purpose: 'PHONE_CHANGE' });
    const [made] = await tx.accountToken.createManyAndReturn({
      data: [
        {
          userId,
          purpose: 'PHONE_CHANGE',
          codeDigest: digestPhoneCode(ctx, { userId, phone, code: kept }),
          target: phone,
          sessionId,
          expiresAt,
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    if (made === undefined) return;
    const idempotencyKey = `phoneChange:${made.id}`;
    if (holder === null) {
      await enqueueMessage(tx, ctx, {
        channel: 'SMS',
        recipient: phone,
        template: 'phoneChangeCode',
        parameters: { code, minutes: phoneCodeMinutes },
        locale: Locale.catch('en').parse(owner.locale),
        idempotencyKey,
        entity: { type: 'User', id: userId },
      });
    } else {
      const parameters = {};
      await writeToOwner(tx, ctx, {
        owner: holder,
        template: 'phoneInUse',
        parameters,
        idempotencyKey,
      });
    }
    await recordAudit(tx, ctx, {
      action: 'phone.requestChange',
      entityType: 'User',
      entityId: userId,
      changes: { newPhone: hintOfPhone(phone) },
    });
  });
}
