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
});
export type UserSummary = z.infer<typeof UserSummary>;

export const UserPage = pageOf(UserSummary);
export type UserPage = z.infer<typeof UserPage>;

export const SessionSummary = z.object({
  id: Id,
  audience: z.string(),
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
  status: UserStatus,
  /** True while the reviewers wait for something from the person. */
  isInformationRequested: z.boolean(),
  informationRequest: z.string().nullable(),
  submittedAt: z.date(),
  decidedAt: z.date().nullable(),
});
export type AccountView = z.infer<typeof AccountView>;
