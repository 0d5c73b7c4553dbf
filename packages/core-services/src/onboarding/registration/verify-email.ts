import { AppError } from '@freehold/core-contracts/errors';
import type {
  RegistrationView,
  VerifyRegistrationCodeInput,
} from '@freehold/core-contracts/registration';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { isSameDigest } from '../../keyring.ts';
import { auditRegistration } from './audit-registration.ts';
import { isUsedCode, spendAttempt, unusableCode } from './codes.ts';
import { assertOpen, requireDevice, type Device } from './device.ts';
import { networkLimits } from './limits.ts';
import {
  afterEvent,
  factsOf,
  retryStale,
  stepOutOfOrder,
  updateRegistration,
  type RegistrationColumns,
} from './registration-row.ts';
import { takeNetworkBudget } from './sending.ts';
import { toRegistrationView } from './to-registration-view.ts';

/**
 * Proves the address for this device with the code sent to it. The first proof moves the registration
 * on; a later one lets another device in. The same right code again, within its life, gives the same
 * answer. Throws INVALID `registration.code_wrong` and `registration.code_expired`, LIMIT_EXCEEDED
 * `registration.code_attempts_used`.
 */
export async function verifyEmail({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: VerifyRegistrationCodeInput;
}): Promise<RegistrationView> {
  const device = await requireDevice(ctx, input.handle);
  if (hasUsed(ctx, device, input.code)) return toRegistrationView(device);
  if (device.isProved) {
    assertOpen(device.row);
    throw stepOutOfOrder(device.row.currentStep);
  }
  await takeNetworkBudget(ctx, networkLimits.attempt);
  const guess = { purpose: 'email', recipient: device.row.email, code: input.code } as const;
  const hash = await spendAttempt(ctx, device.row, guess);
  if (hash !== null) return proveEmail(ctx, input, hash);

  const again = await requireDevice(ctx, input.handle);
  if (hasUsed(ctx, again, input.code)) return toRegistrationView(again);
  throw unusableCode(ctx, again.row, 'email');
}

function hasUsed(
  ctx: ServiceContext,
  { row, isProved, verifiedAt }: Device,
  code: string,
): boolean {
  return isProved && isUsedCode(ctx, row, 'email', { code, usedAt: verifiedAt });
}

async function proveEmail(
  ctx: ServiceContext,
  input: VerifyRegistrationCodeInput,
  hash: Uint8Array,
): Promise<RegistrationView> {
  return retryStale(async () => {
    const device = await requireDevice(ctx, input.handle);
    if (hasUsed(ctx, device, input.code)) return toRegistrationView(device);
    const { emailCodeHash, emailCodeExpiresAt } = device.row;
    const now = ctx.clock();
    const isStill = emailCodeHash !== null && isSameDigest(emailCodeHash, hash);
    if (!isStill || emailCodeExpiresAt === null || emailCodeExpiresAt <= now) {
      throw new AppError('INVALID', 'registration.code_expired');
    }
    const row = await inTransaction(ctx.db, (tx) => writeProof(tx, ctx, device, now));
    return toRegistrationView({ row, isProved: true });
  });
}

async function writeProof(tx: TenantTransaction, ctx: ServiceContext, device: Device, now: Date) {
  const { row, handleId } = device;
  // The code is over at the moment of its use: that is what makes it count once.
  const used: RegistrationColumns = { emailCodeExpiresAt: now };
  const isClaimant = device.verifiedAt !== null;
  const columns = row.emailVerified
    ? { ...used, version: row.version + 1 }
    : afterEvent(
        row,
        isClaimant || factsOf(row).size === 1 ? 'EMAIL_PROVED' : 'EMAIL_PROVED_BY_ANOTHER',
        {
          ...used,
          emailVerified: true,
          emailVerifiedAt: now,
        },
      );
  const after = await updateRegistration(tx, row, columns);
  if (!row.emailVerified && !isClaimant) {
    // Whoever claimed this address after proving another one has lost it.
    await tx.registrationHandle.deleteMany({
      where: { registrationId: row.id, verifiedAt: { not: null } },
    });
  }
  await tx.registrationHandle.updateMany({ where: { id: handleId }, data: { verifiedAt: now } });
  await auditRegistration(tx, ctx, {
    verb: 'verifyEmail',
    row,
    columns,
    facts: { isFirst: !row.emailVerified },
  });
  return after;
}
