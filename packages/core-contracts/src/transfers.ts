import { z } from 'zod';
import { Amount } from './amounts.ts';
import {
  ApprovalVerdict,
  CommandStatus,
  CommandType,
  RiskOutcome,
  TransactionType,
  TransferKind,
  TransferStatus,
} from './enums.ts';
import { Refusal } from './errors.ts';
import { DecimalText, Id, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { line, OptionalReason, Reason } from './text.ts';

/** Largest number of transfers in one batch. */
export const mostTransfersInBatch = 1000;

/** One cause, one movement: the same key with the same contents again moves nothing more. */
export const TransferRequestId = z
  .string()
  .max(64, { error: 'too_long' })
  .regex(/^[A-Za-z0-9._:-]{8,64}$/u, { error: 'idempotency_key' });

const transferFields = {
  requestId: TransferRequestId,
  fromWalletId: Id,
  toWalletId: Id,
  amount: Amount,
  /** Shown to both sides. */
  reference: line(140).optional(),
};

export const SendMoneyInput = z.strictObject({
  ...transferFields,
  /** The fee that the sender was shown; another one by now is refused. */
  fee: DecimalText.optional(),
});
export type SendMoneyInput = z.infer<typeof SendMoneyInput>;

export const SendManyInput = z.strictObject({
  transfers: z.array(z.strictObject(transferFields)).min(1).max(mostTransfersInBatch),
});
export type SendManyInput = z.infer<typeof SendManyInput>;

export const QuoteTransferInput = z.strictObject({
  fromWalletId: Id,
  toWalletId: Id,
  amount: Amount,
});
export type QuoteTransferInput = z.infer<typeof QuoteTransferInput>;

export const TransferQuote = z.object({
  amount: DecimalText,
  fee: DecimalText,
  /** What leaves the wallet. */
  total: DecimalText,
  /** What may leave it now. */
  available: DecimalText,
  isCovered: z.boolean(),
  currencyCode: z.string(),
});
export type TransferQuote = z.infer<typeof TransferQuote>;

/** What became of a request. `reasons` are codes such as `transfer.insufficient_funds`. */
export const TransferResult = z.object({
  requestId: z.string(),
  outcome: z.enum(['ACCEPTED', 'HELD', 'REJECTED', 'CONFLICT', 'REFUSED']),
  /** Null where nothing is stored. */
  transferId: Id.nullable(),
  status: TransferStatus.nullable(),
  /** False when the same request was made before. */
  isNew: z.boolean(),
  reasons: z.array(z.string()),
  amount: DecimalText,
  fee: DecimalText,
});
export type TransferResult = z.infer<typeof TransferResult>;

export const TransferBatchResult = z.object({
  batchId: Id,
  results: z.array(TransferResult),
});
export type TransferBatchResult = z.infer<typeof TransferBatchResult>;

export const TransferParty = z.object({
  /** Null where there are several. */
  walletId: Id.nullable(),
  /** Who holds it. */
  name: z.string(),
});

/** A transfer as the people of either side see it. */
export const TransferView = z.object({
  id: Id,
  requestId: z.string().nullable(),
  kind: TransferKind,
  status: TransferStatus,
  from: TransferParty,
  to: TransferParty,
  amount: DecimalText,
  fee: DecimalText,
  currencyCode: z.string(),
  reference: z.string().nullable(),
  reasons: z.array(z.string()),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
});
export type TransferView = z.infer<typeof TransferView>;

export const TransferInput = z.strictObject({ transferId: Id });
export type TransferInput = z.infer<typeof TransferInput>;

/** A stretch of the caller's own transfers, the newest first. */
export const ListOwnTransfersInput = z.strictObject({
  walletId: Id.optional(),
  status: TransferStatus.optional(),
  cursor: line(200).optional(),
  limit: z.int().min(1).max(100).default(25),
});
export type ListOwnTransfersInput = z.infer<typeof ListOwnTransfersInput>;

export const TransferStretch = z.object({
  items: z.array(TransferView),
  nextCursor: z.string().nullable(),
});
export type TransferStretch = z.infer<typeof TransferStretch>;

/** What every list of operators is narrowed by. */
const listFilters = {
  kind: TransferKind.optional(),
  /** Words of the name or address of either side, or an id or a requestId as it is. */
  search: line(120).optional(),
  /** From this moment on. */
  from: z.date().optional(),
  /** Before this moment. */
  to: z.date().optional(),
};

export const ListTransfersInput = PageInput.extend({
  ...listFilters,
  status: TransferStatus.optional(),
  walletId: Id.optional(),
  userId: Id.optional(),
  organizationId: Id.optional(),
  batchId: Id.optional(),
  sort: sortBy(['createdAt']).default({ field: 'createdAt', direction: 'desc' }),
});
export type ListTransfersInput = z.infer<typeof ListTransfersInput>;

/** A transfer as operators see it in lists. */
export const TransferSummary = TransferView.extend({
  senderUserId: Id.nullable(),
  senderOrganizationId: Id.nullable(),
  businessAccountId: Id.nullable(),
  riskScore: z.int().nullable(),
  createdByName: z.string(),
  approvalExpiresAt: z.date().nullable(),
  version: z.int(),
});
export type TransferSummary = z.infer<typeof TransferSummary>;
export const TransferPage = pageOf(TransferSummary);
export type TransferPage = z.infer<typeof TransferPage>;

/** What waits for an operator, the oldest first unless it is asked for in another order. */
export const ListWaitingTransfersInput = PageInput.extend({
  ...listFilters,
  sort: sortBy(['createdAt', 'approvalExpiresAt', 'amount']).optional(),
});
export type ListWaitingTransfersInput = z.infer<typeof ListWaitingTransfersInput>;

export const RiskPart = z.object({ part: z.string(), points: z.int() });

export const TransferDetail = TransferSummary.extend({
  legs: z.array(TransferParty.extend({ amount: DecimalText })),
  entries: z.array(
    z.object({
      id: Id,
      walletId: Id,
      walletName: z.string(),
      type: TransactionType,
      sequence: z.string(),
      amount: DecimalText,
      balanceAfter: DecimalText,
      onChainTxId: z.string().nullable(),
      timestamp: z.date(),
    }),
  ),
  risk: z.object({ score: z.int(), outcome: RiskOutcome, parts: z.array(RiskPart) }).nullable(),
  approvals: z.array(
    z.object({
      deciderName: z.string(),
      isOperator: z.boolean(),
      decision: ApprovalVerdict,
      reason: z.string().nullable(),
      decidedAt: z.date(),
    }),
  ),
  command: z
    .object({
      id: Id,
      commandType: CommandType,
      status: CommandStatus,
      errorCode: z.string().nullable(),
    })
    .nullable(),
  onChainTxId: z.string().nullable(),
  batchId: Id.nullable(),
  reversalOfId: Id.nullable(),
  /** Transfers that take it back, or tried to. */
  reversals: z.array(z.object({ id: Id, status: TransferStatus })),
  canReverse: z.boolean(),
  canDecide: z.boolean(),
  /** Why the caller may neither, where their role could. */
  refusal: Refusal.nullable(),
});
export type TransferDetail = z.infer<typeof TransferDetail>;

export const DecideTransferInput = z.strictObject({
  transferId: Id,
  decision: ApprovalVerdict,
  /** Required to decline. */
  reason: OptionalReason,
  version: Version,
});
export type DecideTransferInput = z.infer<typeof DecideTransferInput>;

export const ReverseTransferInput = z.strictObject({
  transferId: Id,
  reason: Reason,
  version: Version,
});
export type ReverseTransferInput = z.infer<typeof ReverseTransferInput>;
