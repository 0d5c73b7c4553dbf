import type {
  RegistrationHandleInput,
  RegistrationView,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { changeRegistration } from './change-registration.ts';
import { checkPhone } from './checks.ts';
import { newCode } from './codes.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import { stepOutOfOrder, type RegistrationRow } from './registration-row.ts';
import { enqueuePhoneCode, findOwnerOfPhone, takeSendBudget } from './sending.ts';

/** The number that waits for its code. Throws PRECONDITION_FAILED `registration.step_out_of_order`. */
export function requireAwaitedPhone(row: RegistrationRow): string {
  if (row.currentStep !== 'PHONE_SENT' || row.phone === null) throw stepOutOfOrder(row.currentStep);
  return row.phone;
}

/** Sends a new code to the number. Throws LIMIT_EXCEEDED `registration.resend_too_soon`, `registration.send_limit`, `rate.limited`. */
export async function resendPhoneCode({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RegistrationHandleInput;
}): Promise<RegistrationView> {
  const { handle } = input;
  const asking = await requireProvedDevice(ctx, handle);
  assertOpen(asking.row);
  const phone = requireAwaitedPhone(asking.row);
  const { dialPrefix } = checkPhone(phone, null);
  const owner = await findOwnerOfPhone(ctx, phone);
  const refusal = await takeSendBudget(ctx, { purpose: 'phone', recipient: phone, dialPrefix });
  if (refusal !== null) throw refusal;

  const view = await changeRegistration(ctx, { handle, verb: 'resendPhoneCode' }, (row) => {
    if (requireAwaitedPhone(row) !== phone) return null;
    const { code, columns } = newCode(ctx, {
      registrationId: row.id,
      purpose: 'phone',
      isOwned: owner !== null,
    });
    return {
      columns,
      alongside: (tx, after) =>
        enqueuePhoneCode(tx, ctx, { row: after, version: after.version, code, owner, phone }),
    };
  });
  ctx.wake('messages');
  return view;
}
