import type {
  ApprovalCaseStatus,
  ApprovalDecisionKind,
  ApprovalReason,
  AuditActorKind,
  CommandStatus,
  DeadLetterStatus,
  Gender,
  MembershipRole,
  MessageStatus,
  ProposalStatus,
  SessionEndReason,
  UserRole,
  UserStatus,
} from '@freehold/core-contracts/enums';
import type { RegistrationStep } from '@freehold/core-contracts/registration-steps';
import type { BadgeTone } from '@freehold/ui/badge';

export type Label = { text: string; tone: BadgeTone };
type Labels<Key extends string> = Readonly<Record<Key, Label>>;

/** Words and colours of the statuses, one table per enum: a new value does not compile without them. */
export const userStatusLabels: Labels<UserStatus> = {
  REGISTERED: { text: 'Registered', tone: 'neutral' },
  PENDING_ADMIN_APPROVAL: { text: 'Waiting for approval', tone: 'warning' },
  APPROVED_PENDING_ONCHAIN: { text: 'Approved, on its way', tone: 'info' },
  ACTIVE: { text: 'Active', tone: 'success' },
  DENIED: { text: 'Denied', tone: 'danger' },
  FROZEN: { text: 'Frozen', tone: 'danger' },
  SUSPENDED: { text: 'Suspended', tone: 'warning' },
  CLOSED: { text: 'Closed', tone: 'neutral' },
};

export const userRoleLabels: Readonly<Record<UserRole, string>> = {
  USER: 'User',
  ADMIN: 'Administrator',
  REVIEWER: 'Reviewer',
  TREASURER: 'Treasurer',
  AUDITOR: 'Auditor',
  PLATFORM_OPERATOR: 'Platform operator',
};

export const genderLabels: Readonly<Record<Gender, string>> = {
  FEMALE: 'Female',
  MALE: 'Male',
  OTHER: 'Other',
  UNDISCLOSED: 'Not disclosed',
};

export const caseStatusLabels: Labels<ApprovalCaseStatus> = {
  OPEN: { text: 'Open', tone: 'warning' },
  MORE_INFORMATION: { text: 'More information', tone: 'info' },
  SECOND_REVIEW: { text: 'Second review', tone: 'accent' },
  APPROVED: { text: 'Approved', tone: 'success' },
  DENIED: { text: 'Denied', tone: 'danger' },
};

export const decisionLabels: Labels<ApprovalDecisionKind> = {
  APPROVE: { text: 'Approved', tone: 'success' },
  DENY: { text: 'Denied', tone: 'danger' },
  REQUEST_INFORMATION: { text: 'Asked for more', tone: 'info' },
};

export const reasonLabels: Readonly<Record<ApprovalReason, string>> = {
  IDENTITY_CONFIRMED: 'Identity confirmed',
  IDENTITY_MISMATCH: 'Identity does not match',
  INCOMPLETE_INFORMATION: 'Information incomplete',
  DUPLICATE_PERSON: 'Person exists already',
  SANCTIONS_MATCH: 'Sanctions match',
  SUSPECTED_FRAUD: 'Suspected fraud',
  UNSUPPORTED_COUNTRY: 'Country not supported',
  OTHER: 'Other',
};

export const registrationStepLabels: Labels<RegistrationStep> = {
  EMAIL_PENDING: { text: 'E-mail given', tone: 'neutral' },
  EMAIL_SENT: { text: 'E-mail code sent', tone: 'warning' },
  EMAIL_VERIFIED: { text: 'E-mail verified', tone: 'info' },
  NAME_COUNTRY_SET: { text: 'Name and country', tone: 'info' },
  DOB_GENDER_SET: { text: 'Birth and gender', tone: 'info' },
  PASSWORD_SET: { text: 'Password set', tone: 'info' },
  PHONE_SENT: { text: 'Phone code sent', tone: 'warning' },
  PHONE_VERIFIED: { text: 'Phone verified', tone: 'accent' },
  COMPLETED: { text: 'Completed', tone: 'success' },
  CANCELLED: { text: 'Cancelled', tone: 'danger' },
};

export const commandStatusLabels: Labels<CommandStatus> = {
  PENDING: { text: 'Pending', tone: 'neutral' },
  LOCKED: { text: 'In hand', tone: 'info' },
  SUBMITTED: { text: 'Submitted', tone: 'accent' },
  COMMITTED: { text: 'Committed', tone: 'success' },
  FAILED: { text: 'Failed', tone: 'danger' },
  CANCELLED: { text: 'Cancelled', tone: 'neutral' },
};

export const deadLetterStatusLabels: Labels<DeadLetterStatus> = {
  OPEN: { text: 'Open', tone: 'danger' },
  REPLAYED: { text: 'Replayed', tone: 'success' },
  DISCARDED: { text: 'Discarded', tone: 'neutral' },
};

export const messageStatusLabels: Labels<MessageStatus> = {
  PENDING: { text: 'Waiting', tone: 'neutral' },
  LOCKED: { text: 'Being sent', tone: 'info' },
  SENT: { text: 'Sent', tone: 'success' },
  DEAD: { text: 'Given up', tone: 'danger' },
  CANCELLED: { text: 'Cancelled', tone: 'neutral' },
};

const languageNames: Readonly<Record<string, string>> = { en: 'English', fr: 'Français' };

/** Language in words; a code without a name as it stands. */
export function describeLanguage(code: string): string {
  return languageNames[code] ?? code;
}

export const actorKindLabels: Readonly<Record<AuditActorKind, string>> = {
  USER: 'User',
  OPERATOR: 'Operator',
  SERVICE: 'Service',
  API_KEY: 'API key',
  SYSTEM: 'System',
};

export const sessionEndLabels: Readonly<Record<SessionEndReason, string>> = {
  SIGNED_OUT: 'Signed out',
  ENDED_BY_OWNER: 'Ended by the person',
  ENDED_BY_OPERATOR: 'Ended by an operator',
  EXPIRED: 'Expired',
  IDLE: 'Unused for too long',
  STATUS_CHANGED: 'Status changed',
  PASSWORD_CHANGED: 'Password changed',
  REPLACED: 'Replaced by a newer one',
  PASSWORD_RESET: 'Password reset',
  EMAIL_CHANGED: 'E-mail changed',
  FACTORS_CHANGED: 'Factors changed',
  ROLE_CHANGED: 'Role changed',
  TOKEN_REUSED: 'A token came twice',
  DELETED: 'Account deleted',
};

export const proposalStatusLabels: Labels<ProposalStatus> = {
  WAITING: { text: 'Waiting', tone: 'warning' },
  CARRIED_OUT: { text: 'Carried out', tone: 'success' },
  REJECTED: { text: 'Rejected', tone: 'danger' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'neutral' },
  EXPIRED: { text: 'Expired', tone: 'neutral' },
  OUTDATED: { text: 'Outdated', tone: 'neutral' },
};

export const membershipRoleLabels: Readonly<Record<MembershipRole, string>> = {
  OWNER: 'Owner',
  ADMIN: 'Administrator',
  MEMBER: 'Member',
};

/** Choices for a filter, from a table of labels. */
export function choicesOf(labels: Readonly<Record<string, Label | string>>) {
  return Object.entries(labels).map(([value, label]) => ({
    value,
    label: typeof label === 'string' ? label : label.text,
  }));
}

/** Full name, or what there is of it. */
export function fullName(person: { firstName: string | null; lastName: string | null }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ');
}
