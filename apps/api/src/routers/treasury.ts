import { ActOutcome } from '@freehold/core-contracts/people';
import {
  DistributeGenesisInput,
  IssuePage,
  ListIssuesInput,
  MoneySettingsView,
  TreasuryOverview,
  UpdateMoneySettingsInput,
} from '@freehold/core-contracts/treasury';
import { distributeGenesis } from '@freehold/core-services/treasury/distribute-genesis';
import { getTreasuryOverview } from '@freehold/core-services/treasury/get-overview';
import { listIssues } from '@freehold/core-services/treasury/list-issues';
import {
  getMoneySettings,
  updateMoneySettings,
} from '@freehold/core-services/treasury/money-settings';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const read = permissionProcedure('treasury.read');

export const treasuryRouter = router({
  overview: read
    .input(z.void())
    .output(TreasuryOverview)
    .query(({ ctx }) => getTreasuryOverview({ ctx: ctx.service })),

  listIssues: read
    .input(ListIssuesInput)
    .output(IssuePage)
    .query(({ ctx, input }) => listIssues({ ctx: ctx.service, input })),

  distributeGenesis: permissionProcedure('treasury.issue', { isStepUpNeeded: true })
    .input(DistributeGenesisInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => distributeGenesis({ ctx: ctx.service, input })),

  getSettings: read
    .input(z.void())
    .output(MoneySettingsView)
    .query(({ ctx }) => getMoneySettings({ ctx: ctx.service })),

  updateSettings: permissionProcedure('treasury.manage', { isStepUpNeeded: true })
    .input(UpdateMoneySettingsInput)
    .output(ActOutcome)
    .mutation(async ({ ctx, input }) => {
      const outcome = await updateMoneySettings({ ctx: ctx.service, input });
      ctx.platform.tenants.drop(ctx.tenant.slug);
      return outcome;
    }),
});
