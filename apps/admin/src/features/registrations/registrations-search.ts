import { RegistrationStep } from '@freehold/core-contracts/registration-steps';
import { z } from 'zod';
import { listParam, listSearchShape, oneParam, sortParam } from '../../lib/search-params.ts';

/** State of the list in its address. Without a step it shows what is still under way. */
export const RegistrationsSearch = z.object({
  ...listSearchShape,
  step: listParam(RegistrationStep),
  expiry: oneParam(z.enum(['live', 'expired'])),
  sort: sortParam(['createdAt', 'expiresAt', 'updatedAt']),
});
export type RegistrationsSearch = z.infer<typeof RegistrationsSearch>;

export const stepsUnderWay = RegistrationStep.options.filter(
  (step) => step !== 'COMPLETED' && step !== 'CANCELLED',
);
