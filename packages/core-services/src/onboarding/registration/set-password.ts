import type {
  RegistrationView,
  SetRegistrationPasswordInput,
} from '@freehold/core-contracts/registration';
import {
  assertAcceptablePassword,
  singleFactorMinimum,
} from '../../accounts/password/check-password.ts';
import { hashPassword } from '../../accounts/password/hash-password.ts';
import { verifyPassword } from '../../accounts/password/verify-password.ts';
import type { ServiceContext } from '../../context.ts';
import { changeRegistration } from './change-registration.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import { assertInOrder, type RegistrationRow } from './registration-row.ts';

const platformName = 'Freehold';

/** Throws as `assertAcceptablePassword` does, against what this person gave so far. */
function assertAcceptable(ctx: ServiceContext, row: RegistrationRow, password: string): void {
  const { firstName, lastName, email } = row;
  assertAcceptablePassword(password, {
    minimum: singleFactorMinimum,
    personal: { firstName, lastName, email },
    productNames: [platformName, ctx.tenant.name],
  });
}

/** Sets the password. Throws INVALID `password.too_short`, `password.too_common`, `password.contains_personal`. */
export async function setPassword({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetRegistrationPasswordInput;
}): Promise<RegistrationView> {
  const { handle, password } = input;
  const { row: asked } = await requireProvedDevice(ctx, handle);
  assertOpen(asked);
  assertInOrder(asked, 'PASSWORD_SET');
  assertAcceptable(ctx, asked, password);
  const isSame =
    asked.passwordHash !== null && (await verifyPassword(asked.passwordHash, password)).isMatch;
  const passwordHash = isSame ? asked.passwordHash : await hashPassword(password);
  return changeRegistration(ctx, { handle, verb: 'setPassword' }, (row) => {
    if (row.passwordHash === passwordHash) return null;
    // The name or the address may have changed while the password was hashed.
    assertAcceptable(ctx, row, password);
    return { event: 'PASSWORD_SET', columns: { passwordHash } };
  });
}
