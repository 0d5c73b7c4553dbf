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

export const WalletKind = z.enum(['PERSONAL', 'TREASURY', 'FEES', 'TAX', 'CLEARING']);
export type WalletKind = z.infer<typeof WalletKind>;

export const TenantKind = z.enum(['PLATFORM', 'CUSTOMER']);
export type TenantKind = z.infer<typeof TenantKind>;
