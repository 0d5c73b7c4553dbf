import type {
  RegistrationHandleInput,
  RegistrationView,
} from '@freehold/core-contracts/registration';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { auditRegistration } from './audit-registration.ts';
import { prepareEmailSending, writeEmailCode } from './claim-address.ts';
import { assertOpen, hasEnded, requireDevice } from './device.ts';
import { moveDevice } from './move-device.ts';
import { retryStale, stepOutOfOrder } from './registration-row.ts';
import { toRegistrationView } from './to-registration-view.ts';

/**
 * Sends a new code to the address a device has yet to prove. Throws LIMIT_EXCEEDED
 * `registration.resend_too_soon`, `registration.send_limit`, `rate.limited`, and PRECONDITION_FAILED
 * `registration.step_out_of_order` once it is proved.
 */
export async function resendEmailCode({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RegistrationHandleInput;
}): Promise<RegistrationView> {
  const { row: asked, isProved } = await requireDevice(ctx, input.handle);
  if (isProved) {
    assertOpen(asked);
    throw stepOutOfOrder(asked.currentStep);
  }
  const sending = await prepareEmailSending(ctx, asked.email);
  if (sending.refusal !== null) throw sending.refusal;

  const view = await retryStale(async () => {
    const device = await requireDevice(ctx, input.handle);
    const { row } = device;
    if (device.isProved || row.email !== asked.email) return toRegistrationView(device);
    // Nobody can prove an address to a registration that has ended: the device goes on to the one
    // that a new start would make, and cannot tell.
    if (hasEnded(row))
      return moveDevice(ctx, { device, email: row.email, sending, verb: 'resendEmailCode' });
    const after = await inTransaction(ctx.db, async (tx) => {
      const written = await writeEmailCode(tx, ctx, { row, owner: sending.owner });
      await auditRegistration(tx, ctx, { verb: 'resendEmailCode', row });
      return written;
    });
    return toRegistrationView({ ...device, row: after });
  });
  ctx.wake('messages');
  return view;
}
