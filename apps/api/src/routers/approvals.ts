import {
  ApprovalDetail,
  ApprovalPage,
  ApprovalSummary,
  AssignApprovalInput,
  BulkApproveInput,
  BulkApproveOutput,
  DecideApprovalInput,
  GetApprovalInput,
  ListApprovalsInput,
  RequestInformationInput,
} from '@freehold/core-contracts/approvals';
import { approve } from '@freehold/core-services/approvals/approve';
import { assign } from '@freehold/core-services/approvals/assign';
import { bulkApprove } from '@freehold/core-services/approvals/bulk-approve';
import { deny } from '@freehold/core-services/approvals/deny';
import { getApproval } from '@freehold/core-services/approvals/get-approval';
import { listApprovals } from '@freehold/core-services/approvals/list-approvals';
import { requestInformation } from '@freehold/core-services/approvals/request-information';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('approval.read');
const decide = permissionProcedure('approval.decide');

export const approvalsRouter = router({
  list: read
    .input(ListApprovalsInput)
    .output(ApprovalPage)
    .query(({ ctx, input }) => listApprovals({ ctx: ctx.service, input })),

  get: read
    .input(GetApprovalInput)
    .output(ApprovalDetail)
    .query(({ ctx, input }) => getApproval({ ctx: ctx.service, input })),

  assign: decide
    .input(AssignApprovalInput)
    .output(ApprovalSummary)
    .mutation(({ ctx, input }) => assign({ ctx: ctx.service, input })),

  approve: decide
    .input(DecideApprovalInput)
    .output(ApprovalSummary)
    .mutation(({ ctx, input }) => approve({ ctx: ctx.service, input })),

  deny: decide
    .input(DecideApprovalInput)
    .output(ApprovalSummary)
    .mutation(({ ctx, input }) => deny({ ctx: ctx.service, input })),

  requestInformation: decide
    .input(RequestInformationInput)
    .output(ApprovalSummary)
    .mutation(({ ctx, input }) => requestInformation({ ctx: ctx.service, input })),

  bulkApprove: decide
    .input(BulkApproveInput)
    .output(BulkApproveOutput)
    .mutation(({ ctx, input }) => bulkApprove({ ctx: ctx.service, input })),
});
