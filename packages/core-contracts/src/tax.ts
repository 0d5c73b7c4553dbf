import { z } from 'zod';
import { TaxAssessmentStatus, TaxRunStatus, WalletKind } from './enums.ts';
import { DecimalText, Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { OptionalReason, Reason } from './text.ts';

/** What a run was computed by; kept with it, whatever the settings become. */
export const TaxRules = z.object({
  threshold: DecimalText,
  cycleDays: z.int(),
  bands: z.array(z.object({ fromAmount: DecimalText, rate: DecimalText })),
});
export type TaxRules = z.infer<typeof TaxRules>;

export const TaxRunView = z.object({
  id: Id,
  cycleStart: z.date(),
  cycleEnd: z.date(),
  status: TaxRunStatus,
  rules: TaxRules,
  /** False while wallets are still being looked at. */
  isComputed: z.boolean(),
  /** It is being applied, and waits because the system is paused. */
  isHeldByPause: z.boolean(),
  lookedAtCount: z.int(),
  /** Wallets that would be, or were, taxed. */
  walletCount: z.int(),
  totalAmount: DecimalText,
  /** What the ledger has confirmed of it. */
  appliedAmount: DecimalText,
  /** How many assessments stand in each state. */
  counts: z.record(TaxAssessmentStatus, z.int()),
  currencyCode: z.string(),
  createdByName: z.string(),
  appliedAt: z.date().nullable(),
  createdAt: z.date(),
  version: z.int(),
});
export type TaxRunView = z.infer<typeof TaxRunView>;

/** Computes what a cycle would cost whom; nothing moves. */
export const DryRunTaxInput = z.strictObject({
  /** Any moment of the cycle; left out: the last one that is over. */
  at: z.date().optional(),
});
export type DryRunTaxInput = z.infer<typeof DryRunTaxInput>;

export const ListTaxRunsInput = PageInput;
export type ListTaxRunsInput = z.infer<typeof ListTaxRunsInput>;
export const TaxRunPage = pageOf(TaxRunView);
export type TaxRunPage = z.infer<typeof TaxRunPage>;

export const GetTaxRunInput = z.strictObject({ taxRunId: Id });
export type GetTaxRunInput = z.infer<typeof GetTaxRunInput>;

export const ListTaxAssessmentsInput = PageInput.extend({
  taxRunId: Id,
  status: z.array(TaxAssessmentStatus).max(4).optional(),
});
export type ListTaxAssessmentsInput = z.infer<typeof ListTaxAssessmentsInput>;

export const TaxAssessmentView = z.object({
  id: Id,
  walletId: Id,
  walletName: z.string(),
  walletKind: WalletKind,
  /** Whose money it is. */
  holderName: z.string(),
  /** At the end of the cycle. */
  balance: DecimalText,
  /** What all bands together come to, as a share of the balance from 0 to 1. */
  rate: DecimalText,
  amount: DecimalText,
  status: TaxAssessmentStatus,
  /** Why it was skipped or failed, as a code. */
  reason: z.string().nullable(),
  transferId: Id.nullable(),
});
export type TaxAssessmentView = z.infer<typeof TaxAssessmentView>;
export const TaxAssessmentPage = pageOf(TaxAssessmentView);
export type TaxAssessmentPage = z.infer<typeof TaxAssessmentPage>;

/** Takes the tax of a computed run. */
export const ApplyTaxInput = z.strictObject({ taxRunId: Id, version: Version, reason: Reason });
export type ApplyTaxInput = z.infer<typeof ApplyTaxInput>;

/** Takes nothing more for a run that is being applied. */
export const StopTaxRunInput = z.strictObject({ taxRunId: Id, version: Version, reason: Reason });
export type StopTaxRunInput = z.infer<typeof StopTaxRunInput>;

/** Puts a dry run away. */
export const DiscardTaxRunInput = z.strictObject({
  taxRunId: Id,
  version: Version,
  reason: OptionalReason,
});
export type DiscardTaxRunInput = z.infer<typeof DiscardTaxRunInput>;
