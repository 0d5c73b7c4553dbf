import { z } from 'zod';
import {
  InvitationStatus,
  MembershipRole,
  OrganizationTier,
  SubscriptionPlan,
  SubscriptionStatus,
} from './enums.ts';
import { Id, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { SecretToken } from './session.ts';
import { EmailAddress, line, OptionalReason, Reason } from './text.ts';

/** Short name in addresses: lower case, digits and single dashes, 3 to 40 characters. */
export const OrganizationSlug = z
  .string()
  .min(3, { error: 'too_short' })
  .max(40, { error: 'too_long' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, { error: 'slug' });

export const ListOrganizationsInput = PageInput.extend({
  search: line(100).optional(),
  tier: z.array(OrganizationTier).max(3).optional(),
  plan: z.array(SubscriptionPlan).max(4).optional(),
  subscriptionStatus: z.array(SubscriptionStatus).max(4).optional(),
  isDeleted: z.boolean().default(false),
  sort: sortBy(['createdAt', 'name', 'scanCredits', 'apiCallsUsed']).default({
    field: 'createdAt',
    direction: 'desc',
  }),
});
export type ListOrganizationsInput = z.infer<typeof ListOrganizationsInput>;

export const OrganizationSummary = z.object({
  id: Id,
  name: z.string(),
  slug: z.string(),
  tier: OrganizationTier,
  scanCredits: z.int(),
  totalScans: z.bigint(),
  apiCallsUsed: z.bigint(),
  memberCount: z.int(),
  plan: SubscriptionPlan,
  subscriptionStatus: SubscriptionStatus,
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
});
export type OrganizationSummary = z.infer<typeof OrganizationSummary>;
export const OrganizationPage = pageOf(OrganizationSummary);
export type OrganizationPage = z.infer<typeof OrganizationPage>;

export const SubscriptionView = z.object({
  plan: SubscriptionPlan,
  status: SubscriptionStatus,
  expiresAt: z.date().nullable(),
  autoRenew: z.boolean(),
  renewedAt: z.date().nullable(),
  cancelledAt: z.date().nullable(),
  version: z.int(),
});
export type SubscriptionView = z.infer<typeof SubscriptionView>;

export const OrganizationDetail = OrganizationSummary.extend({
  subscription: SubscriptionView,
  version: z.int(),
  owner: z
    .object({ userId: Id, firstName: z.string(), lastName: z.string(), email: z.string() })
    .nullable(),
  /** The caller's own part in it; null for operators and keys. */
  ownRole: MembershipRole.nullable(),
  /** What the caller may do here, so that screens offer no more. */
  canManage: z.boolean(),
  canOwn: z.boolean(),
});
export type OrganizationDetail = z.infer<typeof OrganizationDetail>;

export const OwnOrganization = OrganizationSummary.extend({ ownRole: MembershipRole });
export type OwnOrganization = z.infer<typeof OwnOrganization>;

export const OrganizationInput = z.strictObject({ organizationId: Id });
export type OrganizationInput = z.infer<typeof OrganizationInput>;

export const CreateOrganizationInput = z.strictObject({
  name: line(120, 2),
  slug: OrganizationSlug,
  /** Whose it becomes: said by operators alone, everybody else becomes the owner. */
  ownerId: Id.optional(),
});
export type CreateOrganizationInput = z.infer<typeof CreateOrganizationInput>;

export const UpdateOrganizationInput = z.strictObject({
  organizationId: Id,
  version: Version,
  name: line(120, 2),
});
export type UpdateOrganizationInput = z.infer<typeof UpdateOrganizationInput>;

export const DeleteOrganizationInput = z.strictObject({
  organizationId: Id,
  version: Version,
  reason: Reason,
});
export type DeleteOrganizationInput = z.infer<typeof DeleteOrganizationInput>;

export const MemberView = z.object({
  userId: Id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  role: MembershipRole,
  addedAt: z.date(),
  isSelf: z.boolean(),
});
export type MemberView = z.infer<typeof MemberView>;

export const ListMembersInput = PageInput.extend({
  organizationId: Id,
  search: line(100).optional(),
});
export type ListMembersInput = z.infer<typeof ListMembersInput>;
export const MemberPage = pageOf(MemberView);
export type MemberPage = z.infer<typeof MemberPage>;

export const ChangeMemberRoleInput = z.strictObject({
  organizationId: Id,
  userId: Id,
  /** Ownership changes by handing it over. */
  role: z.enum(['ADMIN', 'MEMBER']),
  reason: OptionalReason,
});
export type ChangeMemberRoleInput = z.infer<typeof ChangeMemberRoleInput>;

export const MemberInput = z.strictObject({
  organizationId: Id,
  userId: Id,
  reason: OptionalReason,
});
export type MemberInput = z.infer<typeof MemberInput>;

export const InviteMemberInput = z.strictObject({
  organizationId: Id,
  email: EmailAddress,
  role: z.enum(['ADMIN', 'MEMBER']).default('MEMBER'),
});
export type InviteMemberInput = z.infer<typeof InviteMemberInput>;

export const InvitationView = z.object({
  id: Id,
  email: z.string(),
  role: MembershipRole,
  status: InvitationStatus,
  invitedByName: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  decidedAt: z.date().nullable(),
});
export type InvitationView = z.infer<typeof InvitationView>;

export const ListInvitationsInput = PageInput.extend({
  organizationId: Id,
  status: z.array(InvitationStatus).max(5).optional(),
});
export type ListInvitationsInput = z.infer<typeof ListInvitationsInput>;
export const InvitationPage = pageOf(InvitationView);
export type InvitationPage = z.infer<typeof InvitationPage>;

export const InvitationInput = z.strictObject({
  organizationId: Id,
  invitationId: Id,
  reason: OptionalReason,
});
export type InvitationInput = z.infer<typeof InvitationInput>;

export const InvitationTokenInput = z.strictObject({ token: SecretToken });
export type InvitationTokenInput = z.infer<typeof InvitationTokenInput>;

/** Accepts or declines: by the link's token, or by the id of one that waits for the caller. */
export const AnswerInvitationInput = z
  .strictObject({ token: SecretToken.optional(), invitationId: Id.optional() })
  .refine(({ token, invitationId }) => (token === undefined) !== (invitationId === undefined), {
    error: 'one_of',
  });
export type AnswerInvitationInput = z.infer<typeof AnswerInvitationInput>;

/** An invitation that waits for the caller. */
export const OwnInvitation = z.object({
  id: Id,
  organizationName: z.string(),
  invitedByName: z.string(),
  role: MembershipRole,
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type OwnInvitation = z.infer<typeof OwnInvitation>;

/** What whoever holds the link may know. */
export const InvitationPreview = z.object({
  organizationName: z.string(),
  invitedByName: z.string(),
  email: z.string(),
  role: MembershipRole,
  expiresAt: z.date(),
});
export type InvitationPreview = z.infer<typeof InvitationPreview>;

export const GetUsageInput = z.strictObject({
  organizationId: Id,
  apiKeyId: Id.optional(),
  from: z.date(),
  to: z.date(),
  bucket: z.enum(['HOUR', 'DAY']).default('DAY'),
});
export type GetUsageInput = z.infer<typeof GetUsageInput>;

export const UsageView = z.object({
  totalCalls: z.bigint(),
  totalErrors: z.bigint(),
  points: z.array(z.object({ at: z.date(), calls: z.bigint(), errors: z.bigint() })),
  byKey: z.array(
    z.object({ apiKeyId: Id, name: z.string(), prefix: z.string(), calls: z.bigint() }),
  ),
});
export type UsageView = z.infer<typeof UsageView>;

export const ChangeSubscriptionInput = z.strictObject({
  organizationId: Id,
  version: Version,
  plan: SubscriptionPlan,
  autoRenew: z.boolean(),
  reason: Reason,
});
export type ChangeSubscriptionInput = z.infer<typeof ChangeSubscriptionInput>;

export const SetSubscriptionStatusInput = z.strictObject({
  organizationId: Id,
  version: Version,
  status: z.enum(['ACTIVE', 'CANCELLED', 'SUSPENDED']),
  reason: Reason,
});
export type SetSubscriptionStatusInput = z.infer<typeof SetSubscriptionStatusInput>;
