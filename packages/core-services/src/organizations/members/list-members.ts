import type { ListMembersInput, MemberPage } from '@freehold/core-contracts/organizations';
import type { Prisma } from '@freehold/core-db';
import { matchesWord } from '../../accounts/list-users.ts';
import { findOwnUserId } from '../../accounts/own-account.ts';
import type { ServiceContext } from '../../context.ts';
import { pageWindow, toPage } from '../../page.ts';
import { searchWords } from '../../search-text.ts';
import { requireOrganization } from '../access.ts';

/** A page of an organization's members, the owner first. Throws as `requireOrganization`. */
export async function listMembers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListMembersInput;
}): Promise<MemberPage> {
  const { id } = await requireOrganization(ctx, input.organizationId, 'VIEW', {
    scope: 'member.read',
    isDeletedIncluded: true,
  });
  const { search } = input;
  const where: Prisma.MembershipWhereInput = {
    organizationId: id,
    user: {
      deletedAt: null,
      ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
    },
  };
  const [rows, total] = await Promise.all([
    ctx.db.membership.findMany({
      where,
      orderBy: [{ role: 'asc' }, { user: { lastName: 'asc' } }, { id: 'asc' }],
      ...pageWindow(input),
      select: {
        role: true,
        addedAt: true,
        user: { select: { id: true, firstName: true, lastName: true, email: true } },
      },
    }),
    ctx.db.membership.count({ where }),
  ]);
  const ownId = findOwnUserId(ctx);
  const items = rows.map(({ role, addedAt, user: { id: userId, ...person } }) => ({
    userId,
    ...person,
    role,
    addedAt,
    isSelf: userId === ownId,
  }));
  return toPage(items, total, input);
}
