import type {
  RegistrationHandleInput,
  RegistrationView,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { requireProvedDevice } from './device.ts';
import { finishRegistration, type AccountMaker } from './finish-registration.ts';
import { stepOutOfOrder } from './registration-row.ts';
import { toRegistrationView } from './to-registration-view.ts';

/** Finishes a completion that was cut off; of a completed one it gives the same answer again. Throws what the account's maker throws. */
export async function completePendingRegistration({
  ctx,
  accounts,
  input,
}: {
  ctx: ServiceContext;
  accounts: AccountMaker;
  input: RegistrationHandleInput;
}): Promise<RegistrationView> {
  const device = await requireProvedDevice(ctx, input.handle);
  const row = await finishRegistration({ ctx, accounts, row: device.row });
  if (row.currentStep !== 'COMPLETED') throw stepOutOfOrder(row.currentStep);
  return toRegistrationView({ ...device, row });
}
