import {
  CompleteRegistrationInput,
  CompleteRegistrationOutput,
} from '@freehold/core-contracts/registration';
import { completeRegistration } from '@freehold/core-services/onboarding/complete-registration';
import { serviceProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

export const internalRouter = router({
  completeRegistration: serviceProcedure('registration')
    .input(CompleteRegistrationInput)
    .output(CompleteRegistrationOutput)
    .mutation(({ ctx, input }) => completeRegistration({ ctx: ctx.service, input })),
});
