import { z } from 'zod';
import { Amount } from '../amounts.ts';
import { Id } from '../ids.ts';

/** Payload of APPLY_FOR_LOAN. */
export const ApplyForLoanPayload = z.strictObject({
  loanId: Id,
  borrowerWalletId: Id,
  amount: Amount,
  termMonths: z.int().min(1).max(600),
});
export type ApplyForLoanPayload = z.infer<typeof ApplyForLoanPayload>;

/** Event of APPLY_FOR_LOAN, version 1. */
export const LoanAppliedEvent = z.object({
  loanId: Id,
  borrowerWalletId: Id,
  amount: Amount,
  termMonths: z.int(),
});
export type LoanAppliedEvent = z.infer<typeof LoanAppliedEvent>;

/** Payload of APPROVE_LOAN: the pool pays what was applied for. */
export const ApproveLoanPayload = z.strictObject({ loanId: Id, transferId: Id, poolWalletId: Id });
export type ApproveLoanPayload = z.infer<typeof ApproveLoanPayload>;

/** Event of APPROVE_LOAN, version 1. */
export const LoanApprovedEvent = z.object({
  loanId: Id,
  transferId: Id,
  poolWalletId: Id,
  borrowerWalletId: Id,
  amount: Amount,
});
export type LoanApprovedEvent = z.infer<typeof LoanApprovedEvent>;
