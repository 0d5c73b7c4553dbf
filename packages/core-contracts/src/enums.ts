import { z } from 'zod';

export const UserRole = z.enum([
  'USER',
  'ADMIN',
  'REVIEWER',
  'TREASURER',
  'AUDITOR',
  'PLATFORM_OPERATOR',
]);
export type UserRole = z.infer<typeof UserRole>;

export const UserStatus = z.enum([
  'REGISTERED',
  'PENDING_ADMIN_APPROVAL',
  'APPROVED_PENDING_ONCHAIN',
  'ACTIVE',
  'DENIED',
  'FROZEN',
  'SUSPENDED',
  'CLOSED',
]);
export type UserStatus = z.infer<typeof UserStatus>;

export const OnchainStatus = z.enum(['PENDING', 'CONFIRMED', 'FAILED']);
export type OnchainStatus = z.infer<typeof OnchainStatus>;

export const Gender = z.enum(['FEMALE', 'MALE', 'OTHER', 'UNDISCLOSED']);
export type Gender = z.infer<typeof Gender>;

export const SessionAudience = z.enum(['CONSOLE', 'PORTAL']);
export type SessionAudience = z.infer<typeof SessionAudience>;

export const SessionTransport = z.enum(['COOKIE', 'TOKEN']);
export type SessionTransport = z.infer<typeof SessionTransport>;

export const SessionEndReason = z.enum([
  'SIGNED_OUT',
  'ENDED_BY_OWNER',
  'ENDED_BY_OPERATOR',
  'EXPIRED',
  'IDLE',
  'STATUS_CHANGED',
  'PASSWORD_CHANGED',
  'REPLACED',
  'PASSWORD_RESET',
  'EMAIL_CHANGED',
  'FACTORS_CHANGED',
  'ROLE_CHANGED',
  'TOKEN_REUSED',
  'DELETED',
]);
export type SessionEndReason = z.infer<typeof SessionEndReason>;

/** What can stand for a second factor at sign-in. */
export const SecondFactorMethod = z.enum(['TOTP', 'PASSKEY', 'RECOVERY_CODE']);
export type SecondFactorMethod = z.infer<typeof SecondFactorMethod>;

export const PushPlatform = z.enum(['ANDROID', 'IOS', 'WEB']);
export type PushPlatform = z.infer<typeof PushPlatform>;

export const NotificationSeverity = z.enum(['INFO', 'SUCCESS', 'WARNING', 'SECURITY']);
export type NotificationSeverity = z.infer<typeof NotificationSeverity>;

export const ProposalStatus = z.enum([
  'WAITING',
  'CARRIED_OUT',
  'REJECTED',
  'WITHDRAWN',
  'EXPIRED',
  'OUTDATED',
]);
export type ProposalStatus = z.infer<typeof ProposalStatus>;

/** Who says yes or no to a proposal: another operator, or one who signs for the account it is about. */
export const ProposalDecider = z.enum(['OPERATOR', 'SIGNATORY']);
export type ProposalDecider = z.infer<typeof ProposalDecider>;

export const OrganizationTier = z.enum(['FREE', 'PREMIUM', 'ENTERPRISE']);
export type OrganizationTier = z.infer<typeof OrganizationTier>;

export const MembershipRole = z.enum(['OWNER', 'ADMIN', 'MEMBER']);
export type MembershipRole = z.infer<typeof MembershipRole>;

export const InvitationStatus = z.enum(['PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXPIRED']);
export type InvitationStatus = z.infer<typeof InvitationStatus>;

export const SubscriptionPlan = z.enum(['FREE', 'PREMIUM_MONTHLY', 'PREMIUM_ANNUAL', 'ENTERPRISE']);
export type SubscriptionPlan = z.infer<typeof SubscriptionPlan>;

export const SubscriptionStatus = z.enum(['ACTIVE', 'EXPIRED', 'CANCELLED', 'SUSPENDED']);
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>;

export const CreditEntryKind = z.enum([
  'GRANT',
  'USE',
  'REFUND',
  'TRANSFER_IN',
  'TRANSFER_OUT',
  'ADJUSTMENT',
]);
export type CreditEntryKind = z.infer<typeof CreditEntryKind>;

export const WebhookDeliveryStatus = z.enum([
  'PENDING',
  'LOCKED',
  'DELIVERED',
  'DEAD',
  'CANCELLED',
]);
export type WebhookDeliveryStatus = z.infer<typeof WebhookDeliveryStatus>;

export const AuditActorKind = z.enum(['USER', 'OPERATOR', 'SERVICE', 'API_KEY', 'SYSTEM']);
export type AuditActorKind = z.infer<typeof AuditActorKind>;

export const MessageChannel = z.enum(['EMAIL', 'SMS']);
export type MessageChannel = z.infer<typeof MessageChannel>;

export const MessageStatus = z.enum(['PENDING', 'LOCKED', 'SENT', 'DEAD', 'CANCELLED']);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const ApprovalCaseStatus = z.enum([
  'OPEN',
  'MORE_INFORMATION',
  'SECOND_REVIEW',
  'APPROVED',
  'DENIED',
]);
export type ApprovalCaseStatus = z.infer<typeof ApprovalCaseStatus>;

export const ApprovalDecisionKind = z.enum(['APPROVE', 'DENY', 'REQUEST_INFORMATION']);
export type ApprovalDecisionKind = z.infer<typeof ApprovalDecisionKind>;

export const ApprovalReason = z.enum([
  'IDENTITY_CONFIRMED',
  'IDENTITY_MISMATCH',
  'INCOMPLETE_INFORMATION',
  'DUPLICATE_PERSON',
  'SANCTIONS_MATCH',
  'SUSPECTED_FRAUD',
  'UNSUPPORTED_COUNTRY',
  'OTHER',
]);
export type ApprovalReason = z.infer<typeof ApprovalReason>;

export const CommandType = z.enum([
  'CREATE_USER',
  'TRANSFER_TOKENS',
  'DISTRIBUTE_GENESIS',
  'FREEZE_WALLET',
  'UNFREEZE_WALLET',
  'PROPOSE_ORGANIZATION',
  'ENDORSE_MEMBERSHIP',
  'ACTIVATE_ORGANIZATION',
  'DEFINE_AUTH_RULE',
  'INITIATE_MULTISIG_TX',
  'APPROVE_MULTISIG_TX',
  'EXECUTE_MULTISIG_TX',
  'APPLY_FOR_LOAN',
  'APPROVE_LOAN',
  'SUBMIT_PROPOSAL',
  'CAST_VOTE',
  'EXECUTE_PROPOSAL',
  'BOOTSTRAP_SYSTEM',
  'INITIALIZE_COUNTRY_DATA',
  'UPDATE_SYSTEM_PARAMETER',
  'PAUSE_SYSTEM',
  'RESUME_SYSTEM',
  'APPOINT_ADMIN',
  'ACTIVATE_TREASURY',
  'APPLY_VELOCITY_TAX',
]);
export type CommandType = z.infer<typeof CommandType>;

export const CommandStatus = z.enum([
  'PENDING',
  'LOCKED',
  'SUBMITTED',
  'COMMITTED',
  'FAILED',
  'CANCELLED',
]);
export type CommandStatus = z.infer<typeof CommandStatus>;

export const DeadLetterStatus = z.enum(['OPEN', 'REPLAYED', 'DISCARDED']);
export type DeadLetterStatus = z.infer<typeof DeadLetterStatus>;

export const WalletKind = z.enum([
  'PERSONAL',
  'ORGANIZATION',
  'TREASURY',
  'FEES',
  'TAX',
  'CLEARING',
  'LOAN_POOL',
]);
export type WalletKind = z.infer<typeof WalletKind>;

export const TenantKind = z.enum(['PLATFORM', 'CUSTOMER']);
export type TenantKind = z.infer<typeof TenantKind>;

export const TransferKind = z.enum(['TRANSFER', 'BUSINESS', 'GENESIS', 'TAX', 'LOAN', 'REVERSAL']);
export type TransferKind = z.infer<typeof TransferKind>;

export const TransferStatus = z.enum([
  'PENDING',
  'AWAITING_APPROVAL',
  'CONFIRMED',
  'REJECTED',
  'FAILED',
  'REVERSED',
]);
export type TransferStatus = z.infer<typeof TransferStatus>;

export const TransactionType = z.enum([
  'SENT',
  'RECEIVED',
  'FEE',
  'TAX',
  'MINT',
  'REFUND',
  'REVERSAL',
]);
export type TransactionType = z.infer<typeof TransactionType>;

export const LimitScope = z.enum(['TENANT', 'ROLE', 'TIER', 'USER', 'ORGANIZATION']);
export type LimitScope = z.infer<typeof LimitScope>;

export const RiskOutcome = z.enum(['ALLOW', 'REVIEW', 'BLOCK']);
export type RiskOutcome = z.infer<typeof RiskOutcome>;

export const BusinessAccountStatus = z.enum(['ACTIVE', 'CLOSED']);
export type BusinessAccountStatus = z.infer<typeof BusinessAccountStatus>;

export const SignatoryRole = z.enum(['DIRECTOR', 'FINANCE', 'CLERK']);
export type SignatoryRole = z.infer<typeof SignatoryRole>;

export const ApprovalVerdict = z.enum(['APPROVE', 'REJECT']);
export type ApprovalVerdict = z.infer<typeof ApprovalVerdict>;

export const TaxRunStatus = z.enum(['DRY_RUN', 'APPLYING', 'APPLIED', 'DISCARDED']);
export type TaxRunStatus = z.infer<typeof TaxRunStatus>;

export const TaxAssessmentStatus = z.enum(['PLANNED', 'APPLIED', 'SKIPPED', 'FAILED']);
export type TaxAssessmentStatus = z.infer<typeof TaxAssessmentStatus>;

export const LoanStatus = z.enum([
  'REQUESTED',
  'APPLIED',
  'APPROVING',
  'APPROVED',
  'REJECTED',
  'FAILED',
]);
export type LoanStatus = z.infer<typeof LoanStatus>;

export const GovernanceStatus = z.enum(['OPEN', 'EXECUTED', 'REJECTED']);
export type GovernanceStatus = z.infer<typeof GovernanceStatus>;

export const OnchainOrganizationStatus = z.enum(['PROPOSED', 'ENDORSED', 'ACTIVE']);
export type OnchainOrganizationStatus = z.infer<typeof OnchainOrganizationStatus>;

export const MultisigStatus = z.enum(['INITIATED', 'APPROVED', 'EXECUTED']);
export type MultisigStatus = z.infer<typeof MultisigStatus>;
