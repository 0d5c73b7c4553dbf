import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma } from '@freehold/core-db';
import { toCalendarDate } from '../accounts/user-fields.ts';
import type { ServiceContext } from '../context.ts';

const accountFields = {
  id: true,
  email: true,
  username: true,
  firstName: true,
  lastName: true,
  avatar: true,
  phone: true,
  gender: true,
  dateOfBirth: true,
  countryCode: true,
  nationalIdNumber: true,
  locale: true,
  role: true,
  status: true,
  onchainStatus: true,
  emailVerifiedAt: true,
  phoneVerified: true,
  lastLoginAt: true,
  passwordChangedAt: true,
  createdAt: true,
  deletedAt: true,
  preferences: {
    select: {
      isEmailNotificationEnabled: true,
      isScanNotificationEnabled: true,
      isSecurityNotificationEnabled: true,
      locale: true,
    },
  },
} as const satisfies Prisma.UserSelect;

/** The account itself. Throws NOT_FOUND `entity.not_found`. */
export async function readAccount(ctx: ServiceContext, userId: string) {
  const row = await ctx.db.user.findFirst({ where: { id: userId }, select: accountFields });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const { dateOfBirth, ...rest } = row;
  return { ...rest, dateOfBirth: dateOfBirth === null ? null : toCalendarDate(dateOfBirth) };
}

export type ExportedAccount = Awaited<ReturnType<typeof readAccount>>;

/** One list of the file, read by ascending id. */
export interface Section {
  readonly name: string;
  read(after: string | null, take: number): Promise<readonly { readonly id: string }[]>;
}

/** Ids grow with time, so that what is written meanwhile comes at the end. */
export const page = (take: number) => ({ orderBy: { id: 'asc' }, take }) as const;
/** What comes behind an id. */
export const idAfter = (after: string | null) => (after === null ? {} : { id: { gt: after } });
