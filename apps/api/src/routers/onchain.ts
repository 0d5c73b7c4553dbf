import {
  DailyFigures,
  GetGovernanceInput,
  GetOnchainOrganizationInput,
  GovernanceDetail,
  GovernancePage,
  ListDailyFiguresInput,
  ListGovernanceInput,
  ListMultisigsInput,
  ListOnchainOrganizationsInput,
  MultisigPage,
  OnchainOrganizationDetail,
  OnchainOrganizationPage,
  OnchainSystem,
} from '@freehold/core-contracts/onchain';
import { getOnchainSystem } from '@freehold/core-services/onchain/get-system';
import { getGovernance, listGovernance } from '@freehold/core-services/onchain/governance';
import { listDailyFigures } from '@freehold/core-services/onchain/list-daily-figures';
import { listMultisigs } from '@freehold/core-services/onchain/list-multisigs';
import {
  getOnchainOrganization,
  listOnchainOrganizations,
} from '@freehold/core-services/onchain/organizations';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const read = permissionProcedure('ledger.read');

/** What the ledger says, as its projections wrote it down. */
export const onchainRouter = router({
  listOrganizations: read
    .input(ListOnchainOrganizationsInput)
    .output(OnchainOrganizationPage)
    .query(({ ctx, input }) => listOnchainOrganizations({ ctx: ctx.service, input })),

  getOrganization: read
    .input(GetOnchainOrganizationInput)
    .output(OnchainOrganizationDetail)
    .query(({ ctx, input }) => getOnchainOrganization({ ctx: ctx.service, input })),

  listMultisigs: read
    .input(ListMultisigsInput)
    .output(MultisigPage)
    .query(({ ctx, input }) => listMultisigs({ ctx: ctx.service, input })),

  listProposals: read
    .input(ListGovernanceInput)
    .output(GovernancePage)
    .query(({ ctx, input }) => listGovernance({ ctx: ctx.service, input })),

  getProposal: read
    .input(GetGovernanceInput)
    .output(GovernanceDetail)
    .query(({ ctx, input }) => getGovernance({ ctx: ctx.service, input })),

  getSystem: read
    .input(z.void())
    .output(OnchainSystem)
    .query(({ ctx }) => getOnchainSystem({ ctx: ctx.service })),

  listDailyFigures: read
    .input(ListDailyFiguresInput)
    .output(z.array(DailyFigures))
    .query(({ ctx, input }) => listDailyFigures({ ctx: ctx.service, input })),
});
