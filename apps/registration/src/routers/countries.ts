import { Country } from '@freehold/core-contracts/tenants';
import { listCountries } from '@freehold/core-services/onboarding/registration/list-countries';
import { openProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

export const countriesRouter = router({
  list: openProcedure
    .input(z.void())
    .output(z.array(Country))
    .query(({ ctx }) => listCountries({ db: ctx.platform.db })),
});
