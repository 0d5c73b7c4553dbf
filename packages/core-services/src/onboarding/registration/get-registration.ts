import type {
  RegistrationHandleInput,
  RegistrationView,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { requireDevice } from './device.ts';
import { toRegistrationView } from './to-registration-view.ts';

/** Where a registration stands, as the device of this handle may see it. Throws UNAUTHENTICATED `registration.unknown_handle` and PRECONDITION_FAILED `registration.expired`. */
export async function getRegistration({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RegistrationHandleInput;
}): Promise<RegistrationView> {
  return toRegistrationView(await requireDevice(ctx, input.handle));
}
