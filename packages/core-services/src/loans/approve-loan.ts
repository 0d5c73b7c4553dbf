import { randomUUID } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import { DecideLoanInput } from '@freehold/core-contracts/loans';
import type { ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { personName } from '../accounts/person-name.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { derivedId } from '../ledger/derived-id.ts';
import { postTransfers } from '../money/post-transfers.ts';
import { systemWalletId } from '../money/system-wallets.ts';
import { notify } from '../notifications/notify.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { moveLoan, requireLoan } from './require-loan.ts';

export const approveLoanAct = defineAct<DecideLoanInput>({
  action: 'loan.approve',
  permission: 'loan.manage',
  schema: DecideLoanInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['outbox'],
  async look(tx, ctx, input) {
    const { id, user, amount, termMonths, version } = await requireLoan(tx, ctx, input, [
      'APPLIED',
    ]);
    return {
      entityType: 'Loan',
      entityId: id,
      entityName: personName(user),
      entityVersion: version,
      changes: [
        { field: 'amount', value: `${amount.toFixed()} ${ctx.tenant.settings.currencyCode}` },
        { field: 'termMonths', value: String(termMonths) },
      ],
    };
  },
  carryOut: approveIn,
});

/**
 * Pays a loan out of the pool, through the ledger; a proposal where the tenant asks for four eyes.
 * Throws as `requireLoan`, CONFLICT `loan.pool_insufficient` and what the movement is refused for.
 */
export function approveLoan({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideLoanInput;
}): Promise<ActOutcome> {
  return performAct(ctx, approveLoanAct, input);
}

async function approveIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: DecideLoanInput,
): Promise<number> {
  const loan = await requireLoan(tx, ctx, input, ['APPLIED']);
  const { id: loanId, userId } = loan;
  const amount = loan.amount.toFixed();
  const version = await moveLoan(tx, loan, { status: 'APPROVING' });
  const transferId = await pay(tx, ctx, loan, amount);
  await tx.loan.updateMany({ where: { id: loanId }, data: { transferId } });
  await notify(tx, ctx, {
    userId,
    kind: 'loan.approved',
    severity: 'SUCCESS',
    parameters: { amount: `${amount} ${ctx.tenant.settings.currencyCode}` },
    idempotencyKey: `loan.approved:${loanId}`,
    entity: { type: 'Loan', id: loanId },
  });
  await recordAudit(tx, ctx, {
    action: approveLoanAct.action,
    entityType: 'Loan',
    entityId: loanId,
    reason: input.reason,
    changes: { status: { before: loan.status, after: 'APPROVING' }, amount, transferId },
  });
  return version;
}

async function pay(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id: loanId, walletId }: { id: string; walletId: string },
  amount: string,
): Promise<string> {
  const now = ctx.clock().getTime();
  const poolWalletId = systemWalletId(ctx.tenant.id, 'LOAN_POOL');
  const transferId = derivedId(now, `transfer:${randomUUID()}`);
  const [verdict] = await postTransfers(
    tx,
    ctx,
    [
      {
        ...{ transferId, requestId: `loan:${loanId}`, kind: 'LOAN', fee: '0', reference: null },
        fromWalletId: poolWalletId,
        legs: [{ toWalletId: walletId, amount }],
        ...{ sender: null, businessAccountId: null, reversalOfId: null, hold: null },
        command: {
          commandId: derivedId(now, `command:${randomUUID()}`),
          commandType: 'APPROVE_LOAN',
          requestId: `transfer:${transferId}`,
          aggregateKey: 'treasury',
          payload: { loanId, transferId, poolWalletId },
        },
      },
    ],
    { audit: null },
  );
  if (verdict?.outcome === 'ACCEPTED' && verdict.isNew) return transferId;
  const code = verdict?.reasons[0] ?? 'transfer.request_conflict';
  const isEmpty = code === 'transfer.insufficient_funds';
  throw new AppError('CONFLICT', isEmpty ? 'loan.pool_insufficient' : code);
}
