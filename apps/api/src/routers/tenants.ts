import { PublicTenant } from '@freehold/core-contracts/tenants';
import { listPublicTenants } from '@freehold/core-services/tenants/list-public-tenants';
import { openProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

export const tenantsRouter = router({
  listPublic: openProcedure
    .input(z.void())
    .output(z.array(PublicTenant))
    .query(({ ctx }) => listPublicTenants({ db: ctx.platform.db })),
});
