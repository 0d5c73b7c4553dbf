import { z } from 'zod';
import { Amount } from './amounts.ts';
import { ApprovalVerdict, BusinessAccountStatus, SignatoryRole, TransferStatus } from './enums.ts';
import { DecimalText, Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { AmountOrZero } from './tenants.ts';
import { line, OptionalReason, Reason } from './text.ts';
import { TransferRequestId } from './transfers.ts';

/** Largest number of signatories of one account. */
export const mostSignatories = 50;
/** Largest number of bands of one account. */
export const mostRules = 20;
/** Largest number of receivers of one transfer. */
export const mostLegs = 100;

const Weight = z.int().min(1).max(1_000);

export const SignatoryInput = z.strictObject({
  userId: Id,
  role: SignatoryRole,
  weight: Weight.default(1),
});
export type SignatoryInput = z.infer<typeof SignatoryInput>;

/** What is needed from this amount on, up to where the next band begins. */
export const RuleInput = z.strictObject({
  /** `0` in the first band. */
  fromAmount: AmountOrZero,
  minimumWeight: z.int().min(1).max(100_000),
  minimumApprovers: z.int().min(1).max(mostSignatories),
  /** At least one of those who approve has it. */
  requiredRole: SignatoryRole.nullable().default(null),
  /** Whether whoever asks for the transfer may approve it as well. */
  isInitiatorCounted: z.boolean().default(false),
});
export type RuleInput = z.infer<typeof RuleInput>;

/** Bands from zero on, each once; every amount falls into one. */
const Rules = z
  .array(RuleInput)
  .min(1)
  .max(mostRules)
  .refine((rules) => rules.some(({ fromAmount }) => fromAmount === '0'), {
    error: 'rules_from_zero',
  })
  .refine((rules) => new Set(rules.map(({ fromAmount }) => fromAmount)).size === rules.length, {
    error: 'rules_twice',
  });

const ApprovalTtlHours = z.int().min(1).max(720);

export const OpenBusinessAccountInput = z.strictObject({
  organizationId: Id,
  name: line(80, 2),
  approvalTtlHours: ApprovalTtlHours.default(72),
  signatories: z.array(SignatoryInput).min(1).max(mostSignatories),
  rules: Rules,
});
export type OpenBusinessAccountInput = z.infer<typeof OpenBusinessAccountInput>;

export const BusinessAccountInput = z.strictObject({ businessAccountId: Id });
export type BusinessAccountInput = z.infer<typeof BusinessAccountInput>;

/** Changes an account at the version that was seen. */
const ChangeAccount = z.strictObject({ businessAccountId: Id, version: Version });

/** What gives somebody power over an account; whoever is asked to agree reads why. */
const GrantOfAccount = ChangeAccount.extend({ reason: OptionalReason });

export const AddSignatoryInput = GrantOfAccount.extend(SignatoryInput.shape);
export type AddSignatoryInput = z.infer<typeof AddSignatoryInput>;

export const ChangeSignatoryInput = GrantOfAccount.extend({
  signatoryId: Id,
  role: SignatoryRole,
  weight: Weight,
});
export type ChangeSignatoryInput = z.infer<typeof ChangeSignatoryInput>;

export const RemoveSignatoryInput = ChangeAccount.extend({
  signatoryId: Id,
  reason: OptionalReason,
});
export type RemoveSignatoryInput = z.infer<typeof RemoveSignatoryInput>;

/** Takes the place of all bands there were. What waits goes on under the band it began with. */
export const SetRulesInput = GrantOfAccount.extend({
  approvalTtlHours: ApprovalTtlHours,
  rules: Rules,
});
export type SetRulesInput = z.infer<typeof SetRulesInput>;

export const CloseBusinessAccountInput = ChangeAccount.extend({ reason: Reason });
export type CloseBusinessAccountInput = z.infer<typeof CloseBusinessAccountInput>;

export const SignatoryView = z.object({
  id: Id,
  userId: Id,
  name: z.string(),
  role: SignatoryRole,
  weight: z.int(),
  isSelf: z.boolean(),
  createdAt: z.date(),
});
export type SignatoryView = z.infer<typeof SignatoryView>;

export const RuleView = z.object({
  fromAmount: DecimalText,
  /** Not included; null has no end. */
  belowAmount: DecimalText.nullable(),
  minimumWeight: z.int(),
  minimumApprovers: z.int(),
  requiredRole: SignatoryRole.nullable(),
  isInitiatorCounted: z.boolean(),
  /** False where the signatories there are could not fulfil it whoever asks. */
  isReachable: z.boolean(),
});
export type RuleView = z.infer<typeof RuleView>;

export const BusinessAccountSummary = z.object({
  id: Id,
  organizationId: Id,
  organizationName: z.string(),
  name: z.string(),
  status: BusinessAccountStatus,
  walletId: Id,
  balance: DecimalText,
  heldBalance: DecimalText,
  currencyCode: z.string(),
  isFrozen: z.boolean(),
  signatoryCount: z.int(),
  /** Transfers that wait for approvals. */
  waitingCount: z.int(),
  createdAt: z.date(),
});
export type BusinessAccountSummary = z.infer<typeof BusinessAccountSummary>;

export const BusinessAccountDetail = BusinessAccountSummary.extend({
  version: z.int(),
  approvalTtlHours: z.int(),
  signatories: z.array(SignatoryView),
  rules: z.array(RuleView),
  /** The caller's own part; null where they are no signatory. */
  ownRole: SignatoryRole.nullable(),
  /** Whether the caller may change signatories and rules. */
  canManage: z.boolean(),
});
export type BusinessAccountDetail = z.infer<typeof BusinessAccountDetail>;

export const ListOwnBusinessAccountsInput = z.strictObject({ organizationId: Id.optional() });
export type ListOwnBusinessAccountsInput = z.infer<typeof ListOwnBusinessAccountsInput>;

export const ListBusinessAccountsInput = PageInput.extend({
  search: line(80).optional(),
  organizationId: Id.optional(),
  status: BusinessAccountStatus.optional(),
});
export type ListBusinessAccountsInput = z.infer<typeof ListBusinessAccountsInput>;
export const BusinessAccountPage = pageOf(BusinessAccountSummary);
export type BusinessAccountPage = z.infer<typeof BusinessAccountPage>;

export const CreateBusinessTransferInput = z.strictObject({
  businessAccountId: Id,
  requestId: TransferRequestId,
  legs: z
    .array(z.strictObject({ toWalletId: Id, amount: Amount }))
    .min(1)
    .max(mostLegs)
    .refine((legs) => new Set(legs.map(({ toWalletId }) => toWalletId)).size === legs.length, {
      error: 'repeated',
    }),
  reference: line(140).optional(),
});
export type CreateBusinessTransferInput = z.infer<typeof CreateBusinessTransferInput>;

export const ApprovalView = z.object({
  deciderName: z.string(),
  role: SignatoryRole.nullable(),
  weight: z.int(),
  decision: ApprovalVerdict,
  reason: z.string().nullable(),
  decidedAt: z.date(),
  isSelf: z.boolean(),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const BusinessTransferView = z.object({
  id: Id,
  businessAccountId: Id,
  status: TransferStatus,
  amount: DecimalText,
  fee: DecimalText,
  currencyCode: z.string(),
  reference: z.string().nullable(),
  legs: z.array(z.object({ toWalletId: Id, toName: z.string(), amount: DecimalText })),
  /** Codes of why it was rejected, waits or failed. */
  reasons: z.array(z.string()),
  initiatorName: z.string(),
  isOwn: z.boolean(),
  createdAt: z.date(),
  approvalExpiresAt: z.date().nullable(),
  settledAt: z.date().nullable(),
  /** What was asked for when it was initiated; null where it never waited. */
  rule: RuleView.omit({ isReachable: true, fromAmount: true, belowAmount: true }).nullable(),
  approvedWeight: z.int(),
  approvedCount: z.int(),
  /** Whether an operator has yet to look at its risk: without them it does not go. */
  isReviewWaiting: z.boolean(),
  approvals: z.array(ApprovalView),
  /** What the caller may do with it now. */
  canApprove: z.boolean(),
  canReject: z.boolean(),
});
export type BusinessTransferView = z.infer<typeof BusinessTransferView>;

export const ListBusinessTransfersInput = PageInput.extend({
  businessAccountId: Id,
  status: z.array(TransferStatus).max(6).optional(),
});
export type ListBusinessTransfersInput = z.infer<typeof ListBusinessTransfersInput>;
export const BusinessTransferPage = pageOf(BusinessTransferView);
export type BusinessTransferPage = z.infer<typeof BusinessTransferPage>;

export const BusinessTransferInput = z.strictObject({ transferId: Id });
export type BusinessTransferInput = z.infer<typeof BusinessTransferInput>;

export const DecideBusinessTransferInput = z.strictObject({
  transferId: Id,
  decision: ApprovalVerdict,
  reason: OptionalReason,
});
export type DecideBusinessTransferInput = z.infer<typeof DecideBusinessTransferInput>;
