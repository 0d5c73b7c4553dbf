import type {
  ChangeRegistrationEmailInput,
  RegistrationView,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { requireBudget } from '../budget/require-budget.ts';
import { checkEmailDomain } from './checks.ts';
import { findLive, prepareEmailSending } from './claim-address.ts';
import { assertOpen, requireDevice, type Device } from './device.ts';
import { networkLimits, startLimit } from './limits.ts';
import { changeInPlace, moveDevice } from './move-device.ts';
import { assertInOrder, retryStale } from './registration-row.ts';
import { takeNetworkBudget } from './sending.ts';
import { toRegistrationView } from './to-registration-view.ts';

function assertChangeable({ isProved, row }: Device): void {
  if (!isProved) return;
  assertOpen(row);
  assertInOrder(row, 'EMAIL_CHANGED');
}

/** Whether the registration is this device's own: it proved its address, now or earlier, and nobody waits to prove the one that stands. */
async function isOwn(ctx: ServiceContext, device: Device): Promise<boolean> {
  if (device.isProved) return true;
  if (device.verifiedAt === null) return false;
  const waiting = await ctx.db.registrationHandle.count({
    where: { registrationId: device.row.id, verifiedAt: null },
  });
  return waiting === 0;
}

/**
 * Gives a registration another address, which has to be proved anew; the password goes. A device that
 * proved nothing only stops waiting at the old address. Throws as `startRegistration` does, and
 * PRECONDITION_FAILED `registration.step_out_of_order` once the account is being made.
 */
export async function changeEmail({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeRegistrationEmailInput;
}): Promise<RegistrationView> {
  const { email } = input;
  const asking = await requireDevice(ctx, input.handle);
  if (asking.row.email === email) return toRegistrationView(asking);
  assertChangeable(asking);
  checkEmailDomain(ctx, email);
  await takeNetworkBudget(ctx, networkLimits.start);
  await requireBudget(ctx, startLimit, email);
  const sending = await prepareEmailSending(ctx, email);

  const view = await retryStale(async () => {
    const device = await requireDevice(ctx, input.handle);
    if (device.row.email === email) return toRegistrationView(device);
    assertChangeable(device);
    const move = { device, email, sending, verb: 'changeEmail' } as const;
    const isFree = (await findLive(ctx, email)) === null;
    return isFree && (await isOwn(ctx, device)) ? changeInPlace(ctx, move) : moveDevice(ctx, move);
  });
  ctx.wake('messages');
  return view;
}
