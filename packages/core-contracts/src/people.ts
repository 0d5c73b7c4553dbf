import { z } from 'zod';
import { ProposalDecider, ProposalStatus, UserRole, UserStatus } from './enums.ts';
import { Refusal } from './errors.ts';
import { Id, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { GeneralSettings } from './tenants.ts';
import { EmailAddress, line, paragraph, PasswordText, Reason } from './text.ts';
import { SecretToken } from './session.ts';
import { UserSummary } from './users.ts';

/** An act on a person, of the version that was looked at. */
export const PersonActInput = z.strictObject({ userId: Id, version: Version, reason: Reason });
export type PersonActInput = z.infer<typeof PersonActInput>;

/** What became of an act: done, or waiting for a second operator where the tenant asks for one. */
export const ActOutcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('DONE'), version: z.int().nullable() }),
  z.object({ state: z.literal('PROPOSED'), proposalId: Id }),
]);
export type ActOutcome = z.infer<typeof ActOutcome>;

/** Statuses an operator may set by hand; the others follow from reviews and the ledger. */
export const ChangeUserStatusInput = PersonActInput.extend({
  status: z.enum(['ACTIVE', 'FROZEN', 'SUSPENDED', 'CLOSED']),
});
export type ChangeUserStatusInput = z.infer<typeof ChangeUserStatusInput>;

export const ChangeUserRoleInput = PersonActInput.extend({ role: UserRole });
export type ChangeUserRoleInput = z.infer<typeof ChangeUserRoleInput>;

/** Closes the caller's own account. */
export const CloseAccountInput = z.strictObject({ reason: Reason });
export type CloseAccountInput = z.infer<typeof CloseAccountInput>;

/** What a person answers when the reviewers asked for more. */
export const AnswerInformationRequestInput = z.strictObject({ answer: paragraph(2000, 3) });
export type AnswerInformationRequestInput = z.infer<typeof AnswerInformationRequestInput>;

export const EndUserSessionsInput = z.strictObject({
  userId: Id,
  /** Without it: all of them. */
  sessionId: Id.optional(),
  reason: Reason,
});
export type EndUserSessionsInput = z.infer<typeof EndUserSessionsInput>;

export const InviteStaffInput = z.strictObject({
  email: EmailAddress,
  firstName: line(100),
  lastName: line(100),
  role: UserRole.exclude(['USER']),
});
export type InviteStaffInput = z.infer<typeof InviteStaffInput>;

export const StaffMember = UserSummary.extend({
  isInvited: z.boolean(),
  hasSecondFactor: z.boolean(),
  liveSessions: z.int(),
  version: z.int(),
});
export type StaffMember = z.infer<typeof StaffMember>;

export const ListStaffInput = PageInput.extend({
  search: line(100).optional(),
  role: z.array(UserRole).max(6).optional(),
  status: z.array(UserStatus).max(8).optional(),
  sort: sortBy(['lastName', 'email', 'createdAt', 'lastLoginAt']).default({
    field: 'lastName',
    direction: 'asc',
  }),
});
export type ListStaffInput = z.infer<typeof ListStaffInput>;
export const StaffPage = pageOf(StaffMember);
export type StaffPage = z.infer<typeof StaffPage>;

export const StaffInput = z.strictObject({ userId: Id });
export type StaffInput = z.infer<typeof StaffInput>;

/** Sets the first password of an operator who was invited. */
export const AcceptStaffInvitationInput = z.strictObject({
  token: SecretToken,
  newPassword: PasswordText,
});
export type AcceptStaffInvitationInput = z.infer<typeof AcceptStaffInvitationInput>;

export const StaffInvitationPreview = z.object({
  email: z.string(),
  firstName: z.string(),
  tenantName: z.string(),
  role: UserRole,
});
export type StaffInvitationPreview = z.infer<typeof StaffInvitationPreview>;

export const ProposalView = z.object({
  id: Id,
  action: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  entityName: z.string(),
  /** What would change, field by field, as text. */
  changes: z.array(z.object({ field: z.string(), value: z.string() })),
  reason: z.string(),
  status: ProposalStatus,
  /** Whose word it waits for. */
  decider: ProposalDecider,
  proposedByName: z.string(),
  isOwn: z.boolean(),
  decidedByName: z.string().nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: z.date().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
  version: z.int(),
});
export type ProposalView = z.infer<typeof ProposalView>;

export const ProposalDetail = ProposalView.extend({
  /** Why the caller may not agree to it while it waits; null where nothing is known against it. */
  refusal: Refusal.nullable(),
});
export type ProposalDetail = z.infer<typeof ProposalDetail>;

export const GetProposalInput = z.strictObject({ proposalId: Id });
export type GetProposalInput = z.infer<typeof GetProposalInput>;

export const ListProposalsInput = PageInput.extend({
  status: z.array(ProposalStatus).max(6).optional(),
  decider: ProposalDecider.optional(),
  entityType: line(60).optional(),
  entityId: line(80).optional(),
  /** True: proposed by the caller. False: by others. */
  isOwn: z.boolean().optional(),
});
export type ListProposalsInput = z.infer<typeof ListProposalsInput>;
export const ProposalPage = pageOf(ProposalView);
export type ProposalPage = z.infer<typeof ProposalPage>;

export const DecideProposalInput = z.strictObject({
  proposalId: Id,
  version: Version,
  reason: Reason,
});
export type DecideProposalInput = z.infer<typeof DecideProposalInput>;

export const SavedView = z.object({
  id: Id,
  page: z.string(),
  name: z.string(),
  query: z.record(z.string(), z.json()),
});
export type SavedView = z.infer<typeof SavedView>;

export const SaveViewInput = z.strictObject({
  page: z.string().regex(/^[a-z][a-z-]{1,40}(\/[a-z-]{1,40})?$/u),
  name: line(60),
  query: z.record(z.string().max(40), z.json()),
});
export type SaveViewInput = z.infer<typeof SaveViewInput>;

export const ListSavedViewsInput = z.strictObject({ page: SaveViewInput.shape.page.optional() });
export type ListSavedViewsInput = z.infer<typeof ListSavedViewsInput>;

export const SavedViewInput = z.strictObject({ savedViewId: Id });
export type SavedViewInput = z.infer<typeof SavedViewInput>;

export const PreferencesView = z.object({
  isEmailNotificationEnabled: z.boolean(),
  isScanNotificationEnabled: z.boolean(),
  isSecurityNotificationEnabled: z.boolean(),
  locale: z.enum(['en', 'fr']),
});
export type PreferencesView = z.infer<typeof PreferencesView>;

export const UpdatePreferencesInput = z.strictObject(PreferencesView.shape);
export type UpdatePreferencesInput = z.infer<typeof UpdatePreferencesInput>;

export const UpdateProfileInput = z.strictObject({
  firstName: line(100),
  lastName: line(100),
  username: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$/u, { error: 'username' })
    .nullable(),
  /** Left out: as it is. */
  nationalIdNumber: line(64, 3).nullable().optional(),
  version: Version,
});
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

/** A person as anybody of the tenant may see them; carries no secret and no contact. */
export const PublicPerson = z.object({
  id: Id,
  username: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  avatar: z.string().nullable(),
  countryCode: z.string().nullable(),
  createdAt: z.date(),
});
export type PublicPerson = z.infer<typeof PublicPerson>;

export const TenantSettingsView = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  modules: z.array(z.string()),
  settings: GeneralSettings,
  version: z.int(),
});
export type TenantSettingsView = z.infer<typeof TenantSettingsView>;

export const UpdateTenantSettingsInput = z.strictObject({
  version: Version,
  name: line(120, 2),
  settings: z.strictObject(GeneralSettings.shape),
  reason: Reason,
});
export type UpdateTenantSettingsInput = z.infer<typeof UpdateTenantSettingsInput>;
