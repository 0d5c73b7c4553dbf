import type {
  ManageRegistrationInput,
  RegistrationSummary,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { assertOpen } from './device.ts';
import { manageRegistration } from './manage-registration.ts';
import { afterEvent } from './registration-row.ts';

/** Ends a registration; its codes and its password go. Throws PRECONDITION_FAILED `version.stale`, and `registration.step_out_of_order` while the account is being made. */
export async function cancelRegistration({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageRegistrationInput;
}): Promise<RegistrationSummary> {
  return manageRegistration(ctx, { verb: 'cancel', input }, (row) => {
    assertOpen(row);
    return { columns: afterEvent(row, 'CANCELLED', { emailCodeHash: null, phoneCodeHash: null }) };
  });
}
