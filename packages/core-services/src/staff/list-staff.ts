import type { ListStaffInput, StaffPage } from '@freehold/core-contracts/people';
import { staffRoles } from '@freehold/core-contracts/permissions';
import type { Prisma } from '@freehold/core-db';
import { matchesWord } from '../accounts/list-users.ts';
import { userSummaryFields } from '../accounts/user-fields.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';

/** A page of the tenant's operators, deleted ones left out. */
export async function listStaff({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListStaffInput;
}): Promise<StaffPage> {
  const where = toStaffWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.user.findMany({
      where,
      orderBy: [toOrder(input.sort), { id: 'asc' }],
      ...pageWindow(input),
      select: staffFields(ctx.clock()),
    }),
    ctx.db.user.count({ where }),
  ]);
  return toPage(rows.map(toStaffMember), total, input);
}

/** The filter of a list of operators. */
export function toStaffWhere({
  search,
  role,
  status,
}: Pick<ListStaffInput, 'search' | 'role' | 'status'>): Prisma.UserWhereInput {
  const wanted = role === undefined || role.length === 0 ? staffRoles : role;
  return {
    deletedAt: null,
    role: { in: wanted.filter((one) => one !== 'USER') },
    ...(status !== undefined && status.length > 0 ? { status: { in: status } } : {}),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

/** Fields of a list row. */
export function staffFields(now: Date) {
  return {
    ...userSummaryFields,
    version: true,
    passwordHash: true,
    emailVerified: true,
    _count: {
      select: {
        authenticators: { where: { confirmedAt: { not: null } } },
        passkeys: true,
        sessions: { where: { isValid: true, expiresAt: { gt: now } } },
      },
    },
  } as const satisfies Prisma.UserSelect;
}

type StaffRow = Prisma.UserGetPayload<{ select: ReturnType<typeof staffFields> }>;

/** An operator as lists show them; the password's hash only says that there is none yet. */
export function toStaffMember({ passwordHash, emailVerified, _count, ...row }: StaffRow) {
  return {
    ...row,
    isInvited: passwordHash === null && !emailVerified,
    hasSecondFactor: _count.authenticators + _count.passkeys > 0,
    liveSessions: _count.sessions,
  };
}

function toOrder({
  field,
  direction,
}: ListStaffInput['sort']): Prisma.UserOrderByWithRelationInput {
  if (field === 'lastLoginAt') return { lastLoginAt: { sort: direction, nulls: 'last' } };
  return { [field]: direction };
}
