import {
  ApplyForLoanPayload,
  ApproveLoanPayload,
  LoanApprovedEvent,
  type LoanAppliedEvent,
} from '@freehold/core-contracts/commands/loan-pool';
import { z } from 'zod';
import { accept, defineContract, readState, refuse, type WorldState } from './contract.ts';
import { keysOfMovement, move, writtenKeysOfMovement, type Movement } from './movement.ts';

const LoanValue = ApplyForLoanPayload.omit({ loanId: true }).extend({ isApproved: z.boolean() });
type LoanValue = z.infer<typeof LoanValue>;

const loanKey = (loanId: string): string => `loan-pool/loan/${loanId}`;

function readLoan(state: WorldState, loanId: string): LoanValue | null {
  return readState(state, loanKey(loanId), LoanValue);
}

export const applyForLoan = defineContract(ApplyForLoanPayload, {
  keysOf: ({ loanId }) => [loanKey(loanId)],
  execute(payload, state) {
    const { loanId, ...terms } = payload;
    const key = loanKey(loanId);
    if (state.has(key)) return refuse('LOAN_EXISTS');
    const event: LoanAppliedEvent = payload;
    return accept([{ key, value: { ...terms, isApproved: false } }], ['LoanApplied', event]);
  },
});

function toPayout(
  { transferId, poolWalletId }: Pick<ApproveLoanPayload, 'transferId' | 'poolWalletId'>,
  { borrowerWalletId, amount }: Pick<LoanValue, 'borrowerWalletId' | 'amount'>,
): Movement {
  const legs = [{ toWalletId: borrowerWalletId, amount }];
  return { transferId, kind: 'LOAN', fromWalletId: poolWalletId, legs, fee: '0' };
}

export const approveLoan = defineContract(ApproveLoanPayload, {
  keysOf: ({ loanId }) => [loanKey(loanId)],
  furtherKeysOf(payload, state) {
    const loan = readLoan(state, payload.loanId);
    return loan === null ? [] : keysOfMovement(toPayout(payload, loan));
  },
  execute(payload, state) {
    const loan = readLoan(state, payload.loanId);
    if (loan === null) return refuse('LOAN_UNKNOWN');
    if (loan.isApproved) return refuse('LOAN_APPROVED');
    const writes = move(state, toPayout(payload, loan));
    if (typeof writes === 'string') return refuse(writes);
    const { borrowerWalletId, amount } = loan;
    const event: LoanApprovedEvent = { ...payload, borrowerWalletId, amount };
    const value = { ...loan, isApproved: true };
    return accept([{ key: loanKey(payload.loanId), value }, ...writes], ['LoanApproved', event]);
  },
  writtenKeysOf(payload, events) {
    const [event] = z.tuple([z.object({ payload: LoanApprovedEvent })]).parse(events);
    return [loanKey(payload.loanId), ...writtenKeysOfMovement(toPayout(payload, event.payload))];
  },
});
