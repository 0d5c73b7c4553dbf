import {
  ApplyForLoanInput,
  DecideLoanInput,
  ListLoansInput,
  ListOwnLoansInput,
  LoanPage,
  OwnLoanPage,
  OwnLoanView,
} from '@freehold/core-contracts/loans';
import { ActOutcome } from '@freehold/core-contracts/people';
import { Done } from '@freehold/core-contracts/session';
import { applyForLoan } from '@freehold/core-services/loans/apply-for-loan';
import { approveLoan } from '@freehold/core-services/loans/approve-loan';
import { listLoans } from '@freehold/core-services/loans/list-loans';
import { listOwnLoans } from '@freehold/core-services/loans/list-own-loans';
import { rejectLoan } from '@freehold/core-services/loans/reject-loan';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const use = permissionProcedure('money.use');
const manage = permissionProcedure('loan.manage');
const manageFresh = permissionProcedure('loan.manage', { isStepUpNeeded: true });

export const loansRouter = router({
  applyFor: use
    .input(ApplyForLoanInput)
    .output(OwnLoanView)
    .mutation(({ ctx, input }) => applyForLoan({ ctx: ctx.service, input })),

  listOwn: use
    .input(ListOwnLoansInput)
    .output(OwnLoanPage)
    .query(({ ctx, input }) => listOwnLoans({ ctx: ctx.service, input })),

  list: manage
    .input(ListLoansInput)
    .output(LoanPage)
    .query(({ ctx, input }) => listLoans({ ctx: ctx.service, input })),

  approve: manageFresh
    .input(DecideLoanInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => approveLoan({ ctx: ctx.service, input })),

  reject: manage
    .input(DecideLoanInput)
    .output(Done)
    .mutation(({ ctx, input }) => rejectLoan({ ctx: ctx.service, input })),
});
