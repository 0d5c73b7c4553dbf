import { LoanAppliedEvent, LoanApprovedEvent } from '@freehold/core-contracts/commands/loan-pool';
import type { TenantTransaction } from '@freehold/core-db';
import { parseEvent } from './parse-event.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

const apply: EventHandler = async (tx, _ctx, event) => {
  const { loanId: id } = parseEvent(event, LoanAppliedEvent);
  await requireLoan(tx, id);
  await tx.loan.updateMany({
    where: { id, status: 'REQUESTED' },
    data: { status: 'APPLIED', version: { increment: 1 } },
  });
  await tx.loan.updateMany({
    where: { id, appliedAt: null },
    data: { appliedAt: event.timestamp },
  });
};

const approve: EventHandler = async (tx, _ctx, event) => {
  const { loanId: id, transferId } = parseEvent(event, LoanApprovedEvent);
  await requireLoan(tx, id);
  await tx.loan.updateMany({
    where: { id, status: { not: 'APPROVED' } },
    data: {
      status: 'APPROVED',
      transferId,
      errorCode: null,
      approvedAt: event.timestamp,
      version: { increment: 1 },
    },
  });
};

async function requireLoan(tx: TenantTransaction, id: string): Promise<void> {
  const loan = await tx.loan.findFirst({ where: { id }, select: { id: true } });
  if (loan === null) throw new ProjectionError(`There is no loan ${id}`);
}

/** Loans that were asked for here, as far as the ledger has carried them. */
export const loans: Projection = {
  name: 'loans',
  handlers: { LoanApplied: { 1: apply }, LoanApproved: { 1: approve } },
};
