import {
  ActOutcome,
  TenantSettingsView,
  UpdateTenantSettingsInput,
} from '@freehold/core-contracts/people';
import { PublicTenant } from '@freehold/core-contracts/tenants';
import { getSettings } from '@freehold/core-services/tenants/get-settings';
import { listPublicTenants } from '@freehold/core-services/tenants/list-public-tenants';
import { updateSettings } from '@freehold/core-services/tenants/update-settings';
import { openProcedure, permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

export const tenantsRouter = router({
  listPublic: openProcedure
    .input(z.void())
    .output(z.array(PublicTenant))
    .query(({ ctx }) => listPublicTenants({ db: ctx.platform.db })),

  getSettings: permissionProcedure('tenant.read')
    .input(z.void())
    .output(TenantSettingsView)
    .query(({ ctx }) => getSettings({ ctx: ctx.service })),

  updateSettings: permissionProcedure('tenant.manage', { isStepUpNeeded: true })
    .input(UpdateTenantSettingsInput)
    .output(ActOutcome)
    .mutation(async ({ ctx, input }) => {
      const outcome = await updateSettings({ ctx: ctx.service, input });
      ctx.platform.tenants.drop(ctx.tenant.slug);
      return outcome;
    }),
});
