/*
 * What a signatory's decision on a business account's transfer and an operator's have in common. The
 * database decides on either under the lock of the transfer, and answers in the same words.
 */
import type { DecideBusinessTransferInput } from '@freehold/core-contracts/business';
import type { ErrorKind } from '@freehold/core-contracts/errors';
import { actorName, type ServiceContext } from '../context.ts';
import { newMoneyId } from '../money/transfer-command.ts';

/** The tables that a decision writes. */
export const decisionWrites: readonly string[] = [
  'Transfer',
  'Transaction',
  'TransactionApproval',
  'TransferUsage',
  'Wallet',
  'OutboxCommand',
];

/** The outcomes of a decision that was written; any other one changed nothing. */
export const writtenOutcomes: readonly string[] = ['RECORDED', 'RELEASED', 'DECLINED', 'REFUSED'];

export type DecisionRefusals = Readonly<Record<string, readonly [ErrorKind, string]>>;

/** What refuses every approval for a while. */
export const refusedForNow: DecisionRefusals = {
  FROZEN: ['CONFLICT', 'wallet.frozen'],
  PAUSED: ['CONFLICT', 'system.paused'],
};

interface Decider {
  readonly deciderId: string;
  readonly deciderTenantId: string;
}

/** A decision as the database is asked for it, with the command that tells the ledger if the money goes. */
export function toDecision(
  ctx: ServiceContext,
  { transferId, decision, reason }: DecideBusinessTransferInput,
  { deciderId, deciderTenantId }: Decider,
  fromWalletId: string,
) {
  return {
    ...{ transferId, decision, deciderId, deciderTenantId },
    approvalId: newMoneyId(ctx),
    deciderName: actorName(ctx.actor),
    reason: reason ?? null,
    execute: {
      commandId: newMoneyId(ctx),
      commandType: 'EXECUTE_MULTISIG_TX',
      requestId: `multisig-execute:${transferId}`,
      aggregateKey: `wallet:${fromWalletId}`,
      payload: { transferId },
    },
  };
}
