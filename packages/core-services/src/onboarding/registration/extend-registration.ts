import type {
  ManageRegistrationInput,
  RegistrationSummary,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { assertOpen } from './device.ts';
import { registrationLifeMs } from './limits.ts';
import { manageRegistration } from './manage-registration.ts';

/** Gives a registration 24 hours from now, also one that is over by time and not removed yet. Throws PRECONDITION_FAILED `version.stale`. */
export async function extendRegistration({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageRegistrationInput;
}): Promise<RegistrationSummary> {
  return manageRegistration(ctx, { verb: 'extend', input }, (row) => {
    assertOpen(row);
    const expiresAt = new Date(ctx.clock().getTime() + registrationLifeMs);
    return { columns: { expiresAt, version: row.version + 1 } };
  });
}
