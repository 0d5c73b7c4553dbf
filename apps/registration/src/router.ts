import { router } from '@freehold/core-trpc/trpc';
import type { AccountMakerOf } from './account-maker.ts';
import { countriesRouter } from './routers/countries.ts';
import { createRegistrationRouter } from './routers/registration.ts';
import { registrationsRouter } from './routers/registrations.ts';

/** Every procedure of the registration service. */
export function createRouter(accountsOf: AccountMakerOf) {
  return router({
    countries: countriesRouter,
    registration: createRegistrationRouter(accountsOf),
    registrations: registrationsRouter,
  });
}

/** What clients type their calls with; never imported at run time. */
export type RegistrationRouter = ReturnType<typeof createRouter>;
