import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../../context.ts';
import { sha256 } from '../../keyring.ts';
import {
  isExpired,
  registrationFields,
  stepOutOfOrder,
  type RegistrationRow,
} from './registration-row.ts';

/** One device of a registration: its handle and what the registration holds. */
export interface Device {
  readonly handleId: string;
  /** When it proved an address of this registration, perhaps an earlier one. */
  readonly verifiedAt: Date | null;
  /** It proved the address that stands now: it may see and change what was given. */
  readonly isProved: boolean;
  readonly row: RegistrationRow;
}

/** The device of a handle. Throws UNAUTHENTICATED `registration.unknown_handle` and PRECONDITION_FAILED `registration.expired`. */
export async function requireDevice(ctx: ServiceContext, handle: string): Promise<Device> {
  const found = await ctx.db.registrationHandle.findFirst({
    where: { tokenHash: sha256(handle) },
    select: { id: true, verifiedAt: true, registration: { select: registrationFields } },
  });
  if (found === null) throw new AppError('UNAUTHENTICATED', 'registration.unknown_handle');
  const { id, verifiedAt, registration: row } = found;
  if (isExpired(row, ctx.clock()))
    throw new AppError('PRECONDITION_FAILED', 'registration.expired');
  // A claim on an address that was never proved ends with the registration it was made in.
  const isClaimOver = hasEnded(row) && !row.emailVerified;
  return {
    handleId: id,
    verifiedAt: isClaimOver ? null : verifiedAt,
    isProved: verifiedAt !== null && row.emailVerified,
    row,
  };
}

/** Whether nothing happens to a registration any more. */
export function hasEnded(row: RegistrationRow): boolean {
  return row.currentStep === 'COMPLETED' || row.currentStep === 'CANCELLED';
}

/** Throws CONFLICT `registration.completed` or PRECONDITION_FAILED `registration.cancelled` for one that has ended. */
export function assertOpen(row: RegistrationRow): void {
  if (row.currentStep === 'COMPLETED') throw new AppError('CONFLICT', 'registration.completed');
  if (row.currentStep === 'CANCELLED')
    throw new AppError('PRECONDITION_FAILED', 'registration.cancelled');
}

/**
 * The device of a handle that has proved the address. One that has not is told what it knows, that the
 * code is awaited, whatever became of the registration meanwhile: the proof is looked at first.
 */
export async function requireProvedDevice(ctx: ServiceContext, handle: string): Promise<Device> {
  const device = await requireDevice(ctx, handle);
  if (!device.isProved) throw stepOutOfOrder('EMAIL_SENT');
  return device;
}
