import type {
  RegistrationView,
  SetRegistrationNameInput,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { changeRegistration } from './change-registration.ts';
import { assertCountry } from './checks.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import { assertInOrder } from './registration-row.ts';

/** Sets the person's name and country. A name that really changes drops the password, which was checked against it. Throws INVALID `registration.country_unknown`. */
export async function setName({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetRegistrationNameInput;
}): Promise<RegistrationView> {
  const { handle, firstName, lastName, countryCode } = input;
  const asking = await requireProvedDevice(ctx, handle);
  assertOpen(asking.row);
  assertInOrder(asking.row, 'NAME_SET');
  await assertCountry(ctx, countryCode);
  return changeRegistration(ctx, { handle, verb: 'setName' }, (row) => {
    const isSameName = row.firstName === firstName && row.lastName === lastName;
    if (isSameName && row.countryCode === countryCode) return null;
    return {
      event: isSameName ? 'COUNTRY_SET' : 'NAME_SET',
      columns: { firstName, lastName, countryCode },
    };
  });
}
