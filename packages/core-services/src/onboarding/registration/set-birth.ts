import type {
  RegistrationView,
  SetRegistrationBirthInput,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { changeRegistration } from './change-registration.ts';
import { assertBirth } from './checks.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import { assertInOrder } from './registration-row.ts';

/** Sets date of birth and gender. Throws INVALID `registration.too_young`, `registration.date_in_future`, `registration.date_too_early`. */
export async function setBirth({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetRegistrationBirthInput;
}): Promise<RegistrationView> {
  const { handle, gender } = input;
  const asking = await requireProvedDevice(ctx, handle);
  assertOpen(asking.row);
  assertInOrder(asking.row, 'BIRTH_SET');
  assertBirth(ctx, input.dateOfBirth);
  const dateOfBirth = new Date(`${input.dateOfBirth}T00:00:00.000Z`);
  return changeRegistration(ctx, { handle, verb: 'setBirth' }, (row) => {
    const isSame = row.dateOfBirth?.getTime() === dateOfBirth.getTime() && row.gender === gender;
    return isSame ? null : { event: 'BIRTH_SET', columns: { dateOfBirth, gender } };
  });
}
