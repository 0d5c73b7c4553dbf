import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { RegistrationView } from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { auditRegistration } from './audit-registration.ts';
import { isDisposableEmail } from './checks.ts';
import { findLive, joinAddress, writeEmailCode, type EmailSending } from './claim-address.ts';
import type { Device } from './device.ts';
import { afterEvent, updateRegistration, type RegistrationColumns } from './registration-row.ts';
import { toRegistrationView } from './to-registration-view.ts';

export interface Move {
  readonly device: Device;
  readonly email: string;
  readonly sending: EmailSending;
  readonly verb: 'changeEmail' | 'resendEmailCode';
}

/**
 * What a device that proved an earlier address takes to a new one. Not the password, which was checked
 * against the old one; not the phone's code, which is bound to the registration that is left.
 */
function carriedFrom({ row, verifiedAt }: Device): RegistrationColumns {
  if (verifiedAt === null) return {};
  const { firstName, lastName, countryCode, dateOfBirth, gender, phone } = row;
  return { firstName, lastName, countryCode, dateOfBirth, gender, phone };
}

/** The registration a device leaves keeps nothing that only the device had claimed, and goes with the last device when nobody proved it. */
async function leave(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { device, verb }: Move,
): Promise<void> {
  const { row } = device;
  if (row.emailVerified || row.currentStep !== 'EMAIL_SENT') return;
  // Held first: whoever joins meanwhile either is counted or finds the row gone.
  await updateRegistration(tx, row, { updatedAt: ctx.clock() });
  const others = await tx.registrationHandle.count({ where: { registrationId: row.id } });
  if (others === 0) {
    await tx.pendingRegistration.deleteMany({ where: { id: row.id } });
    await auditRegistration(tx, ctx, { verb, row, facts: { isLeft: true } });
    return;
  }
  if (device.verifiedAt === null) return;
  const columns = afterEvent(row, 'CLAIM_LEFT', {});
  await updateRegistration(tx, row, columns);
  await auditRegistration(tx, ctx, { verb, row, columns });
}

/** Moves a device, unproved, to the live registration of `email`, made when there is none. One attempt: throws when a row changed meanwhile. */
export async function moveDevice(ctx: ServiceContext, move: Move): Promise<RegistrationView> {
  const { device, email, sending, verb } = move;
  const found = await findLive(ctx, email);
  const row = await inTransaction(ctx.db, async (tx) => {
    const claim = {
      email,
      locale: device.row.locale,
      isDisposableEmail: isDisposableEmail(email),
      carried: carriedFrom(device),
    };
    const joined = await joinAddress(tx, ctx, { found, claim, sending });
    const isFresh = joined.id !== found?.id;
    await tx.registrationHandle.updateMany({
      where: { id: device.handleId },
      data: { registrationId: joined.id, verifiedAt: isFresh ? device.verifiedAt : null },
    });
    await leave(tx, ctx, move);
    await auditRegistration(tx, ctx, { verb, row: joined, facts: { isNew: isFresh } });
    return joined;
  });
  return toRegistrationView({ row, isProved: false });
}

/** Changes the address of a registration whose device stays its only one. One attempt, as above. */
export async function changeInPlace(ctx: ServiceContext, move: Move): Promise<RegistrationView> {
  const { device, email, sending, verb } = move;
  if (sending.refusal !== null) throw sending.refusal;
  const row = await inTransaction(ctx.db, async (tx) => {
    const after = await writeEmailCode(tx, ctx, {
      row: device.row,
      owner: sending.owner,
      event: 'EMAIL_CHANGED',
      alongside: { email, isDisposableEmail: isDisposableEmail(email) },
    });
    // Other devices and resume links proved an address that is no longer this registration's.
    await tx.registrationHandle.deleteMany({
      where: { registrationId: after.id, id: { not: device.handleId } },
    });
    await auditRegistration(tx, ctx, { verb, row: device.row, columns: after });
    return after;
  });
  return toRegistrationView({ row, isProved: false });
}
