import type {
  RegistrationView,
  SetRegistrationPhoneInput,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { changeRegistration } from './change-registration.ts';
import { checkPhone } from './checks.ts';
import { newCode } from './codes.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import { assertInOrder } from './registration-row.ts';
import { enqueuePhoneCode, findOwnerOfPhone, takeSendBudget } from './sending.ts';
import { toRegistrationView } from './to-registration-view.ts';

/**
 * Sets the phone number and sends a code to it. Where the number has an account the answer and its
 * cost are the same, and the account's owner is told instead. Throws INVALID
 * `registration.phone_invalid` and LIMIT_EXCEEDED `registration.resend_too_soon`,
 * `registration.send_limit`, `rate.limited`.
 */
export async function setPhone({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetRegistrationPhoneInput;
}): Promise<RegistrationView> {
  const { handle } = input;
  const asking = await requireProvedDevice(ctx, handle);
  assertOpen(asking.row);
  assertInOrder(asking.row, 'PHONE_SET');
  const { number: phone, dialPrefix } = checkPhone(input.phone, asking.row.countryCode);
  if (asking.row.phone === phone) return toRegistrationView(asking);
  const owner = await findOwnerOfPhone(ctx, phone);
  const refusal = await takeSendBudget(ctx, { purpose: 'phone', recipient: phone, dialPrefix });
  if (refusal !== null) throw refusal;

  const view = await changeRegistration(ctx, { handle, verb: 'setPhone' }, (row) => {
    if (row.phone === phone) return null;
    const { code, columns } = newCode(ctx, {
      registrationId: row.id,
      purpose: 'phone',
      isOwned: owner !== null,
    });
    return {
      event: 'PHONE_SET',
      columns: { ...columns, phone },
      alongside: (tx, after) =>
        enqueuePhoneCode(tx, ctx, { row: after, version: after.version, code, owner, phone }),
    };
  });
  ctx.wake('messages');
  return view;
}
