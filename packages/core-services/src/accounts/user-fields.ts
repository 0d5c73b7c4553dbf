import type { UserDetail } from '@freehold/core-contracts/users';
import type { WalletView } from '@freehold/core-contracts/wallets';
import type { Prisma } from '@freehold/core-db';

const newestSessions = 20;
const mostWallets = 100;
const mostDevices = 50;
const mostOrganizations = 100;

/** Fields of a list row. */
export const userSummaryFields = {
  id: true,
  email: true,
  firstName: true,
  lastName: true,
  phone: true,
  countryCode: true,
  role: true,
  status: true,
  createdAt: true,
  lastLoginAt: true,
  deletedAt: true,
} as const satisfies Prisma.UserSelect;

export const walletFields = {
  id: true,
  kind: true,
  name: true,
  cachedBalance: true,
  heldBalance: true,
  isFrozen: true,
  createdAt: true,
} as const satisfies Prisma.WalletSelect;

/** Which of a person's wallets are shown: not deleted, oldest first, at most 100. */
export const shownWallets = {
  where: { deletedAt: null },
  orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  take: mostWallets,
  select: walletFields,
} as const satisfies Prisma.WalletFindManyArgs;

/** Fields of a person's file: neither password nor token hashes are among them. */
export const userDetailFields = {
  ...userSummaryFields,
  username: true,
  gender: true,
  dateOfBirth: true,
  nationalIdNumber: true,
  locale: true,
  onchainStatus: true,
  emailVerifiedAt: true,
  phoneVerified: true,
  version: true,
  erasedAt: true,
  passwordChangedAt: true,
  _count: {
    select: {
      authenticators: { where: { confirmedAt: { not: null } } },
      passkeys: true,
      recoveryCodes: { where: { usedAt: null } },
    },
  },
  trustedDevices: {
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: mostDevices,
    select: {
      id: true,
      name: true,
      ip: true,
      createdAt: true,
      lastSeenAt: true,
      revokedAt: true,
    },
  },
  memberships: {
    where: { organization: { deletedAt: null } },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
    take: mostOrganizations,
    select: { role: true, organization: { select: { id: true, name: true } } },
  },
  sessions: {
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: newestSessions,
    select: {
      id: true,
      audience: true,
      transport: true,
      userAgent: true,
      device: true,
      ip: true,
      isValid: true,
      createdAt: true,
      lastActivityAt: true,
      expiresAt: true,
      endedAt: true,
      endReason: true,
    },
  },
  wallets: shownWallets,
} as const satisfies Prisma.UserSelect;

type UserDetailRow = Prisma.UserGetPayload<{ select: typeof userDetailFields }>;
type WalletRow = Prisma.WalletGetPayload<{ select: typeof walletFields }>;

/** A calendar date as YYYY-MM-DD; the database gives midnight UTC. */
export function toCalendarDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The midnight UTC that stands for a calendar date YYYY-MM-DD. */
export function fromCalendarDate(date: string): Date {
  return new Date(`${date}T00:00:00.000Z`);
}

/** A wallet with its amounts as exact decimal text. */
export function toWalletView(row: WalletRow, currencyCode: string): WalletView {
  const { id, kind, name, isFrozen, createdAt } = row;
  return {
    id,
    kind,
    name,
    balance: row.cachedBalance.toFixed(),
    heldBalance: row.heldBalance.toFixed(),
    currencyCode,
    isFrozen,
    createdAt,
  };
}

/** A person's file; amounts are in the tenant's currency. */
export function toUserDetail(row: UserDetailRow, currencyCode: string): UserDetail {
  const { phoneVerified, dateOfBirth, wallets, _count, trustedDevices, memberships, ...rest } = row;
  return {
    ...rest,
    authenticatorCount: _count.authenticators,
    passkeyCount: _count.passkeys,
    recoveryCodesLeft: _count.recoveryCodes,
    devices: trustedDevices,
    organizations: memberships.map(({ role, organization }) => ({ ...organization, role })),
    dateOfBirth: dateOfBirth === null ? null : toCalendarDate(dateOfBirth),
    isPhoneVerified: phoneVerified,
    wallets: wallets.map((wallet) => toWalletView(wallet, currencyCode)),
  };
}
