import { AppError } from '@freehold/core-contracts/errors';
import type {
  ManageRegistrationInput,
  RegistrationSummary,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { checkPhone } from './checks.ts';
import { prepareEmailSending } from './claim-address.ts';
import { newCode } from './codes.ts';
import { assertOpen } from './device.ts';
import { manageRegistration, type OperatorChange } from './manage-registration.ts';
import { requireSeenRegistration } from './operator-view.ts';
import { afterEvent, isExpired, stepOutOfOrder, type RegistrationRow } from './registration-row.ts';
import { requireAwaitedPhone } from './resend-phone-code.ts';
import { enqueueEmailCode, enqueuePhoneCode, findOwnerOfPhone, takeSendBudget } from './sending.ts';

type Decide = (row: RegistrationRow) => OperatorChange;

async function emailCode(ctx: ServiceContext, email: string): Promise<Decide> {
  const { owner, refusal } = await prepareEmailSending(ctx, email);
  if (refusal !== null) throw refusal;
  return (row) => {
    const { code, columns } = newCode(ctx, {
      registrationId: row.id,
      purpose: 'email',
      isOwned: owner !== null,
    });
    return {
      columns: afterEvent(row, 'EMAIL_CODE_SENT', columns),
      alongside: (tx, after) =>
        enqueueEmailCode(tx, ctx, { row: after, version: after.version, code, owner }),
    };
  };
}

async function phoneCode(ctx: ServiceContext, phone: string): Promise<Decide> {
  const owner = await findOwnerOfPhone(ctx, phone);
  const { dialPrefix } = checkPhone(phone, null);
  const refusal = await takeSendBudget(ctx, { purpose: 'phone', recipient: phone, dialPrefix });
  if (refusal !== null) throw refusal;
  return (row) => {
    const { code, columns } = newCode(ctx, {
      registrationId: row.id,
      purpose: 'phone',
      isOwned: owner !== null,
    });
    return {
      columns: { ...columns, version: row.version + 1 },
      alongside: (tx, after) =>
        enqueuePhoneCode(tx, ctx, { row: after, version: after.version, code, owner, phone }),
    };
  };
}

/** Sends the code the registration waits for anew, within the recipient's limits. Throws PRECONDITION_FAILED `version.stale` and `registration.step_out_of_order`, LIMIT_EXCEEDED `registration.resend_too_soon` and `registration.send_limit`. */
export async function resendCode({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageRegistrationInput;
}): Promise<RegistrationSummary> {
  const seen = await requireSeenRegistration(ctx, input);
  assertOpen(seen);
  if (isExpired(seen, ctx.clock()))
    throw new AppError('PRECONDITION_FAILED', 'registration.expired');
  const isEmail = seen.currentStep === 'EMAIL_SENT';
  if (!isEmail && seen.currentStep !== 'PHONE_SENT') throw stepOutOfOrder(seen.currentStep);
  const decide = isEmail
    ? await emailCode(ctx, seen.email)
    : await phoneCode(ctx, requireAwaitedPhone(seen));
  const summary = await manageRegistration(ctx, { verb: 'resendCode', input }, decide);
  ctx.wake('messages');
  return summary;
}
