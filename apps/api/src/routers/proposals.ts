import {
  ActOutcome,
  DecideProposalInput,
  GetProposalInput,
  ListProposalsInput,
  ProposalDetail,
  ProposalPage,
} from '@freehold/core-contracts/people';
import { Done } from '@freehold/core-contracts/session';
import { approveProposal } from '@freehold/core-services/proposals/approve-proposal';
import { getProposal } from '@freehold/core-services/proposals/get-proposal';
import { listProposals } from '@freehold/core-services/proposals/list-proposals';
import { rejectProposal } from '@freehold/core-services/proposals/reject-proposal';
import { withdrawProposal } from '@freehold/core-services/proposals/withdraw-proposal';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('proposal.read');
const decide = permissionProcedure('proposal.decide', { isStepUpNeeded: true });

export const proposalsRouter = router({
  list: read
    .input(ListProposalsInput)
    .output(ProposalPage)
    .query(({ ctx, input }) => listProposals({ ctx: ctx.service, input })),

  get: read
    .input(GetProposalInput)
    .output(ProposalDetail)
    .query(({ ctx, input }) => getProposal({ ctx: ctx.service, input })),

  approve: decide
    .input(DecideProposalInput)
    .output(ActOutcome)
    .mutation(async ({ ctx, input }) => {
      const outcome = await approveProposal({ ctx: ctx.service, input });
      // It may have been the tenant's settings.
      ctx.platform.tenants.drop(ctx.tenant.slug);
      return outcome;
    }),

  reject: decide
    .input(DecideProposalInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => rejectProposal({ ctx: ctx.service, input })),

  withdraw: read
    .input(DecideProposalInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await withdrawProposal({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),
});
