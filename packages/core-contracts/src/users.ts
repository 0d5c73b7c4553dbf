import { z } from 'zod';
import { Gender, OnchainStatus, UserRole, UserStatus } from './enums.ts';
import { CountryCode, Id } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { line } from './text.ts';
import { WalletView } from './wallets.ts';

export const ListUsersInput = PageInput.extend({
  search: line(100).optional(),
  status: z.array(UserStatus).max(8).optional(),
  role: z.array(UserRole).max(6).optional(),
  countryCode: CountryCode.optional(),
  /** Those that were deleted and can be restored, and nobody else. */
  isDeleted: z.boolean().default(false),
  sort: sortBy(['createdAt', 'lastLoginAt', 'email', 'lastName']).default({
    field: 'createdAt',
    direction: 'desc',
  }),
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

export const UserSummary = z.object({
  id: Id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().nullable(),
  countryCode: z.string().nullable(),
  role: UserRole,
  status: UserStatus,
  createdAt: z.date(),
  lastLoginAt: z.date().nullable(),
  deletedAt: z.date().nullable(),
});
export type UserSummary = z.infer<typeof UserSummary>;

export const UserPage = pageOf(UserSummary);
export type UserPage = z.infer<typeof UserPage>;

export const SessionSummary = z.object({
  id: Id,
  audience: z.string(),
  transport: z.string(),
  userAgent: z.string().nullable(),
  device: z.string().nullable(),
  ip: z.string().nullable(),
  isValid: z.boolean(),
  createdAt: z.date(),
  lastActivityAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  endReason: z.string().nullable(),
});
export type SessionSummary = z.infer<typeof SessionSummary>;

export const UserDetail = UserSummary.extend({
  username: z.string().nullable(),
  gender: Gender.nullable(),
  /** YYYY-MM-DD */
  dateOfBirth: z.string().nullable(),
  nationalIdNumber: z.string().nullable(),
  locale: z.string(),
  onchainStatus: OnchainStatus.nullable(),
  emailVerifiedAt: z.date().nullable(),
  isPhoneVerified: z.boolean(),
  version: z.int(),
  erasedAt: z.date().nullable(),
  passwordChangedAt: z.date().nullable(),
  authenticatorCount: z.int(),
  passkeyCount: z.int(),
  recoveryCodesLeft: z.int(),
  devices: z.array(
    z.object({
      id: Id,
      name: z.string(),
      ip: z.string().nullable(),
      createdAt: z.date(),
      lastSeenAt: z.date(),
      revokedAt: z.date().nullable(),
    }),
  ),
  organizations: z.array(z.object({ id: Id, name: z.string(), role: z.string() })),
  sessions: z.array(SessionSummary),
  wallets: z.array(WalletView),
});
export type UserDetail = z.infer<typeof UserDetail>;

export const GetUserInput = z.strictObject({ userId: Id });
export type GetUserInput = z.infer<typeof GetUserInput>;

/** A person's own account, as the portal shows it. */
export const AccountView = z.object({
  id: Id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().nullable(),
  countryCode: z.string().nullable(),
  username: z.string().nullable(),
  nationalIdNumber: z.string().nullable(),
  /** The tenant approves nobody without a national id number. */
  isNationalIdRequired: z.boolean(),
  /** Name and national id number were reviewed and can no longer be changed by the person. */
  isIdentityFixed: z.boolean(),
  version: z.int(),
  status: UserStatus,
  /** True while the reviewers wait for something from the person. */
  isInformationRequested: z.boolean(),
  informationRequest: z.string().nullable(),
  submittedAt: z.date(),
  decidedAt: z.date().nullable(),
});
export type AccountView = z.infer<typeof AccountView>;
