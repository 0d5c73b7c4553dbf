import type {
  BusinessAccountStatus,
  GovernanceStatus,
  LimitScope,
  LoanStatus,
  MultisigStatus,
  OnchainOrganizationStatus,
  RiskOutcome,
  SignatoryRole,
  TaxAssessmentStatus,
  TaxRunStatus,
  TransactionType,
  TransferKind,
  TransferStatus,
  WalletKind,
} from '@freehold/core-contracts/enums';
import type { LimitField } from '@freehold/core-contracts/limits';
import { humanize } from '@freehold/ui/formats';
import type { Label } from './labels.ts';

type Labels<Key extends string> = Readonly<Record<Key, Label>>;
type Words<Key extends string> = Readonly<Record<Key, string>>;

/** Words and colours of what money is in, one table per enum: a new value does not compile without them. */
export const transferStatusLabels: Labels<TransferStatus> = {
  PENDING: { text: 'On its way', tone: 'info' },
  AWAITING_APPROVAL: { text: 'Waits for approval', tone: 'warning' },
  CONFIRMED: { text: 'Confirmed', tone: 'success' },
  REJECTED: { text: 'Rejected', tone: 'danger' },
  FAILED: { text: 'Failed, paid back', tone: 'danger' },
  REVERSED: { text: 'Reversed', tone: 'neutral' },
};

export const transferKindLabels: Words<TransferKind> = {
  TRANSFER: 'Transfer',
  BUSINESS: 'Business transfer',
  GENESIS: 'Issue',
  TAX: 'Hoarding tax',
  LOAN: 'Loan paid out',
  REVERSAL: 'Reversal',
};

export const transactionTypeLabels: Words<TransactionType> = {
  SENT: 'Sent',
  RECEIVED: 'Received',
  FEE: 'Fee',
  TAX: 'Tax',
  MINT: 'Issued',
  REFUND: 'Paid back',
  REVERSAL: 'Reversed',
};

export const walletKindLabels: Words<WalletKind> = {
  PERSONAL: 'Personal',
  ORGANIZATION: 'Organization',
  TREASURY: 'Treasury',
  FEES: 'Fees',
  TAX: 'Tax',
  CLEARING: 'In flight',
  LOAN_POOL: 'Loan pool',
};

export const riskOutcomeLabels: Labels<RiskOutcome> = {
  ALLOW: { text: 'Let through', tone: 'success' },
  REVIEW: { text: 'For review', tone: 'warning' },
  BLOCK: { text: 'Blocked', tone: 'danger' },
};

export const limitScopeLabels: Words<LimitScope> = {
  TENANT: 'Everybody',
  ROLE: 'Role',
  TIER: 'Tier',
  USER: 'Person',
  ORGANIZATION: 'Organization',
};

export const limitFieldLabels: Words<LimitField> = {
  maxPerTransfer: 'In one transfer',
  maxPerDay: 'In a day',
  maxPerMonth: 'In a month',
  maxCountPerDay: 'Transfers in a day',
  maxCountPerMonth: 'Transfers in a month',
  maxCountPerHour: 'Transfers in 60 minutes',
};

export const businessStatusLabels: Labels<BusinessAccountStatus> = {
  ACTIVE: { text: 'Active', tone: 'success' },
  CLOSED: { text: 'Closed', tone: 'neutral' },
};

export const signatoryRoleLabels: Words<SignatoryRole> = {
  DIRECTOR: 'Director',
  FINANCE: 'Finance',
  CLERK: 'Clerk',
};

export const loanStatusLabels: Labels<LoanStatus> = {
  REQUESTED: { text: 'Being recorded', tone: 'info' },
  APPLIED: { text: 'Waits for a decision', tone: 'warning' },
  APPROVING: { text: 'Being paid out', tone: 'info' },
  APPROVED: { text: 'Paid out', tone: 'success' },
  REJECTED: { text: 'Rejected', tone: 'danger' },
  FAILED: { text: 'Failed', tone: 'danger' },
};

export const taxRunStatusLabels: Labels<TaxRunStatus> = {
  DRY_RUN: { text: 'Dry run', tone: 'warning' },
  APPLYING: { text: 'Being applied', tone: 'info' },
  APPLIED: { text: 'Applied', tone: 'success' },
  DISCARDED: { text: 'Discarded', tone: 'neutral' },
};

export const assessmentStatusLabels: Labels<TaxAssessmentStatus> = {
  PLANNED: { text: 'Planned', tone: 'neutral' },
  APPLIED: { text: 'Applied', tone: 'success' },
  SKIPPED: { text: 'Skipped', tone: 'warning' },
  FAILED: { text: 'Failed', tone: 'danger' },
};

export const governanceStatusLabels: Labels<GovernanceStatus> = {
  OPEN: { text: 'Open', tone: 'info' },
  EXECUTED: { text: 'Executed', tone: 'success' },
  REJECTED: { text: 'Rejected', tone: 'danger' },
};

export const onchainOrganizationLabels: Labels<OnchainOrganizationStatus> = {
  PROPOSED: { text: 'Proposed', tone: 'warning' },
  ENDORSED: { text: 'Endorsed', tone: 'info' },
  ACTIVE: { text: 'Active', tone: 'success' },
};

export const multisigStatusLabels: Labels<MultisigStatus> = {
  INITIATED: { text: 'Initiated', tone: 'warning' },
  APPROVED: { text: 'Approved', tone: 'info' },
  EXECUTED: { text: 'Executed', tone: 'success' },
};

const riskParts: Words<string> = {
  newPayee: 'Has never paid this payee',
  newDevice: 'Sent from a new device',
  unusualAmount: 'Much more than usual',
  country: 'From another country than theirs',
  night: 'At night',
  velocity: 'Many transfers in a short time',
  threat: 'Matches a threat',
};

/** A part of a risk score in words. */
export function describeRiskPart(part: string): string {
  return riskParts[part] ?? humanize(part);
}
