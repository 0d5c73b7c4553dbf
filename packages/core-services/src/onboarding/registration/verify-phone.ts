import { AppError } from '@freehold/core-contracts/errors';
import type {
  RegistrationView,
  VerifyRegistrationCodeInput,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { isSameDigest } from '../../keyring.ts';
import { changeRegistration } from './change-registration.ts';
import { isUsedCode, spendAttempt, unusableCode } from './codes.ts';
import { assertOpen, requireProvedDevice, type Device } from './device.ts';
import { finishRegistration, isRefusal, type AccountMaker } from './finish-registration.ts';
import { networkLimits } from './limits.ts';
import { isTaken } from './registration-row.ts';
import { requireAwaitedPhone } from './resend-phone-code.ts';
import { findOwnerOfPhone, takeNetworkBudget } from './sending.ts';
import { toRegistrationView } from './to-registration-view.ts';

/**
 * Proves the number with the code sent to it and has the account made. When the account cannot be made
 * at this moment the answer is PHONE_VERIFIED: the proof stands, and it is tried again. Throws INVALID
 * `registration.code_wrong` and `registration.code_expired`, LIMIT_EXCEEDED
 * `registration.code_attempts_used`, CONFLICT `account.phone_taken` and `account.email_taken`.
 */
export async function verifyPhone({
  ctx,
  accounts,
  input,
}: {
  ctx: ServiceContext;
  accounts: AccountMaker;
  input: VerifyRegistrationCodeInput;
}): Promise<RegistrationView> {
  const device = await requireProvedDevice(ctx, input.handle);
  if (!hasUsed(ctx, device, input.code)) await provePhone(ctx, device, input);
  const proved = await requireProvedDevice(ctx, input.handle);
  try {
    return toRegistrationView({
      ...proved,
      row: await finishRegistration({ ctx, accounts, row: proved.row }),
    });
  } catch (error) {
    if (isRefusal(error)) throw error;
    ctx.logger.warn({ err: error, registrationId: proved.row.id }, 'The account was not made yet');
    return toRegistrationView(proved);
  }
}

function hasUsed(ctx: ServiceContext, { row }: Device, code: string): boolean {
  return row.phoneVerified && isUsedCode(ctx, row, 'phone', { code, usedAt: row.phoneVerifiedAt });
}

async function provePhone(
  ctx: ServiceContext,
  device: Device,
  input: VerifyRegistrationCodeInput,
): Promise<void> {
  assertOpen(device.row);
  const phone = requireAwaitedPhone(device.row);
  await takeNetworkBudget(ctx, networkLimits.attempt);
  const hash = await spendAttempt(ctx, device.row, {
    purpose: 'phone',
    recipient: phone,
    code: input.code,
  });
  if (hash === null) {
    const again = await requireProvedDevice(ctx, input.handle);
    if (hasUsed(ctx, again, input.code)) return;
    throw unusableCode(ctx, again.row, 'phone');
  }
  // Whoever entered the right code holds the number and may be told.
  const taken = new AppError('CONFLICT', 'account.phone_taken');
  if ((await findOwnerOfPhone(ctx, phone)) !== null) throw taken;
  try {
    await writeProof(ctx, input, hash);
  } catch (error) {
    throw isTaken(error, 'phone') ? taken : error;
  }
}

async function writeProof(
  ctx: ServiceContext,
  input: VerifyRegistrationCodeInput,
  hash: Uint8Array,
): Promise<void> {
  await changeRegistration(ctx, { handle: input.handle, verb: 'verifyPhone' }, (row) => {
    const now = ctx.clock();
    if (
      row.phoneVerified &&
      isUsedCode(ctx, row, 'phone', { code: input.code, usedAt: row.phoneVerifiedAt })
    ) {
      return null;
    }
    const isStill = row.phoneCodeHash !== null && isSameDigest(row.phoneCodeHash, hash);
    if (!isStill || row.phoneCodeExpiresAt === null || row.phoneCodeExpiresAt <= now) {
      throw new AppError('INVALID', 'registration.code_expired');
    }
    return {
      event: 'PHONE_PROVED',
      columns: { phoneCodeExpiresAt: now, phoneVerified: true, phoneVerifiedAt: now },
    };
  });
}
