import { z } from 'zod';
import { Amount } from './amounts.ts';
import { TransferStatus } from './enums.ts';
import { DecimalText, Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { MoneySettings } from './tenants.ts';
import { line, Reason } from './text.ts';

/** Most wallets that one issue pays. */
export const mostIssueReceivers = 100;

/** Where the tenant's money stands; `issued` is the sum of all the others. */
export const TreasuryOverview = z.object({
  currencyCode: z.string(),
  /** All that was ever issued: what TREASURY stands below zero. */
  issued: DecimalText,
  /** In wallets of people and organizations. */
  circulating: DecimalText,
  /** Left its sender and waits for the ledger. */
  inFlight: DecimalText,
  fees: DecimalText,
  tax: DecimalText,
  loanPool: DecimalText,
  /** Part of `circulating` that waits for an approval. */
  held: DecimalText,
  pendingTransfers: z.int(),
  waitingTransfers: z.int(),
  /** Takes what is issued to the loan pool. */
  loanPoolWalletId: Id,
  isPaused: z.boolean(),
  pauseReason: z.string().nullable(),
});
export type TreasuryOverview = z.infer<typeof TreasuryOverview>;

export const IssueReceiver = z.strictObject({ walletId: Id, amount: Amount });
export type IssueReceiver = z.infer<typeof IssueReceiver>;

/** Issues money; always waits for a second person. */
export const DistributeGenesisInput = z.strictObject({
  /** Made by the caller: the same id is one issue. */
  transferId: Id,
  receivers: z
    .array(IssueReceiver)
    .min(1, { error: 'required' })
    .max(mostIssueReceivers, { error: 'too_many' })
    .refine((all) => new Set(all.map(({ walletId }) => walletId)).size === all.length, {
      error: 'repeated',
    }),
  reference: line(140).nullable().default(null),
  reason: Reason,
});
export type DistributeGenesisInput = z.infer<typeof DistributeGenesisInput>;

export const IssueView = z.object({
  transferId: Id,
  amount: DecimalText,
  currencyCode: z.string(),
  receiverCount: z.int(),
  status: TransferStatus,
  reasons: z.array(z.string()),
  reference: z.string().nullable(),
  proposedByName: z.string().nullable(),
  /** Who agreed, and so had it done. */
  approvedByName: z.string(),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
});
export type IssueView = z.infer<typeof IssueView>;

export const ListIssuesInput = PageInput;
export type ListIssuesInput = z.infer<typeof ListIssuesInput>;
export const IssuePage = pageOf(IssueView);
export type IssuePage = z.infer<typeof IssuePage>;

/** Fees, risk and tax as they are, with the version of the tenant they belong to. */
export const MoneySettingsView = z.object({ settings: MoneySettings, version: z.int() });
export type MoneySettingsView = z.infer<typeof MoneySettingsView>;

export const UpdateMoneySettingsInput = z.strictObject({
  version: Version,
  settings: MoneySettings,
  reason: Reason,
});
export type UpdateMoneySettingsInput = z.infer<typeof UpdateMoneySettingsInput>;
