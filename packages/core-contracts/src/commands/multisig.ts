import { z } from 'zod';
import { Id } from '../ids.ts';
import { CommandLegs, FeeAmount, HexDigest, LedgerPersonId } from './parts.ts';

/** Payload of INITIATE_MULTISIG_TX: a payment that waits for approvals, with the rule it falls under. */
export const InitiateMultisigPayload = z.strictObject({
  transferId: Id,
  fromWalletId: Id,
  legs: CommandLegs,
  fee: FeeAmount,
  /** Of the rule as it was when the payment was initiated. */
  ruleDigest: HexDigest,
  minimumWeight: z.int().min(0).max(1_000_000),
  minimumApprovers: z.int().min(0).max(1_000),
});
export type InitiateMultisigPayload = z.infer<typeof InitiateMultisigPayload>;

/** Event of INITIATE_MULTISIG_TX, version 1. */
export const MultisigInitiatedEvent = z.object({ transferId: Id, fromWalletId: Id });
export type MultisigInitiatedEvent = z.infer<typeof MultisigInitiatedEvent>;

/** Payload of APPROVE_MULTISIG_TX: the approver weighs what they weighed when they decided. */
export const ApproveMultisigPayload = z.strictObject({
  transferId: Id,
  approverId: LedgerPersonId,
  weight: z.int().min(0).max(1_000_000),
});
export type ApproveMultisigPayload = z.infer<typeof ApproveMultisigPayload>;

/** Event of APPROVE_MULTISIG_TX, version 1, with what stands after it. */
export const MultisigApprovedEvent = z.object({
  transferId: Id,
  approverId: z.string(),
  weight: z.int(),
  /** Whether the approvals suffice now. */
  isApproved: z.boolean(),
});
export type MultisigApprovedEvent = z.infer<typeof MultisigApprovedEvent>;

/** Payload of EXECUTE_MULTISIG_TX: pays what was initiated. */
export const ExecuteMultisigPayload = z.strictObject({ transferId: Id });
export type ExecuteMultisigPayload = z.infer<typeof ExecuteMultisigPayload>;

/** Event of EXECUTE_MULTISIG_TX, version 1. */
export const MultisigExecutedEvent = z.object({
  transferId: Id,
  fromWalletId: Id,
  legs: CommandLegs,
  fee: FeeAmount,
});
export type MultisigExecutedEvent = z.infer<typeof MultisigExecutedEvent>;
