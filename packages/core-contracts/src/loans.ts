import { z } from 'zod';
import { Amount } from './amounts.ts';
import { LoanStatus } from './enums.ts';
import { DecimalText, Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { line, paragraph, Reason } from './text.ts';

export const ApplyForLoanInput = z.strictObject({
  /** Made by the caller, a UUIDv7: the same id with the same contents is one application. */
  loanId: Id,
  /** The caller's wallet that the loan is paid to. */
  walletId: Id,
  amount: Amount,
  termMonths: z.int().min(1).max(120),
  purpose: paragraph(500, 3),
});
export type ApplyForLoanInput = z.infer<typeof ApplyForLoanInput>;

export const OwnLoanView = z.object({
  id: Id,
  walletId: Id,
  amount: DecimalText,
  currencyCode: z.string(),
  termMonths: z.int(),
  purpose: z.string(),
  status: LoanStatus,
  transferId: Id.nullable(),
  createdAt: z.date(),
  appliedAt: z.date().nullable(),
  approvedAt: z.date().nullable(),
});
export type OwnLoanView = z.infer<typeof OwnLoanView>;

export const ListOwnLoansInput = PageInput;
export type ListOwnLoansInput = z.infer<typeof ListOwnLoansInput>;
export const OwnLoanPage = pageOf(OwnLoanView);
export type OwnLoanPage = z.infer<typeof OwnLoanPage>;

export const LoanView = OwnLoanView.extend({
  userId: Id,
  userName: z.string(),
  /** Why the ledger or the pool refused it. */
  errorCode: z.string().nullable(),
  version: z.int(),
});
export type LoanView = z.infer<typeof LoanView>;

export const ListLoansInput = PageInput.extend({
  status: z.array(LoanStatus).max(6).optional(),
  search: line(100).optional(),
  userId: Id.optional(),
});
export type ListLoansInput = z.infer<typeof ListLoansInput>;
export const LoanPage = pageOf(LoanView);
export type LoanPage = z.infer<typeof LoanPage>;

/** Approves or rejects a loan at the version that was seen. */
export const DecideLoanInput = z.strictObject({ loanId: Id, version: Version, reason: Reason });
export type DecideLoanInput = z.infer<typeof DecideLoanInput>;
