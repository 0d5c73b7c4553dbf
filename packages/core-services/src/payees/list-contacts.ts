import { Id } from '@freehold/core-contracts/ids';
import type { ContactPage, ListContactsInput } from '@freehold/core-contracts/payees';
import type { Prisma } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { contactFields, toContactView } from './contact-fields.ts';

/** A page of the caller's contacts, by name. Throws NOT_FOUND `entity.not_found`. */
export async function listContacts({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListContactsInput;
}): Promise<ContactPage> {
  const where: Prisma.ContactWhereInput = {
    userId: requireOwnUserId(ctx),
    ...(input.search === undefined ? {} : matchesSearch(input.search)),
  };
  const [rows, total] = await Promise.all([
    ctx.db.contact.findMany({
      where,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: contactFields,
    }),
    ctx.db.contact.count({ where }),
  ]);
  return toPage(rows.map(toContactView), total, input);
}

function matchesSearch(search: string): Prisma.ContactWhereInput {
  const id = Id.safeParse(search);
  if (id.success) return { id: id.data };
  return {
    AND: searchWords(search).map((word) => {
      const contains = { contains: word, mode: 'insensitive' } as const;
      return { OR: [{ name: contains }, { email: contains }, { phone: contains }] };
    }),
  };
}
