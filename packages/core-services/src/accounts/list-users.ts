import type { ListUsersInput, UserPage } from '@freehold/core-contracts/users';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { userSummaryFields } from './user-fields.ts';

/** A page of the tenant's accounts: those that are there, or those that were deleted. */
export async function listUsers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListUsersInput;
}): Promise<UserPage> {
  const where = toUserWhere(input);
  const [items, total] = await Promise.all([
    ctx.db.user.findMany({
      where,
      orderBy: [toOrder(input.sort), { id: 'asc' }],
      ...pageWindow(input),
      select: userSummaryFields,
    }),
    ctx.db.user.count({ where }),
  ]);
  return toPage(items, total, input);
}

/** The filter of a list of accounts. */
export function toUserWhere(
  input: Pick<ListUsersInput, 'search' | 'status' | 'role' | 'countryCode' | 'isDeleted'>,
): Prisma.UserWhereInput {
  const { search, status, role, countryCode, isDeleted } = input;
  return {
    deletedAt: isDeleted ? { not: null } : null,
    ...(status !== undefined && status.length > 0 ? { status: { in: status } } : {}),
    ...(role !== undefined && role.length > 0 ? { role: { in: role } } : {}),
    ...(countryCode === undefined ? {} : { countryCode }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

/** A word in the name, the address or the number. */
export function matchesWord(word: string): Prisma.UserWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  return {
    OR: [{ firstName: contains }, { lastName: contains }, { email: contains }, { phone: contains }],
  };
}

function toOrder({
  field,
  direction,
}: ListUsersInput['sort']): Prisma.UserOrderByWithRelationInput {
  if (field === 'lastLoginAt') return { lastLoginAt: { sort: direction, nulls: 'last' } };
  return { [field]: direction };
}
