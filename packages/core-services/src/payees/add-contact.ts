import { AppError } from '@freehold/core-contracts/errors';
import type { AddContactInput, ContactView } from '@freehold/core-contracts/payees';
import { inTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { contactFields, toContactView } from './contact-fields.ts';

/** Most contacts that one person keeps. */
const mostContacts = 1_000;

/** Keeps somebody by the address they gave. Throws CONFLICT `contact.exists` for an address that is kept, LIMIT_EXCEEDED `contact.too_many`. */
export function addContact({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AddContactInput;
}): Promise<ContactView> {
  const userId = requireOwnUserId(ctx);
  const { name, email, phone, note } = input;
  return inTransaction(ctx.db, async (tx) => {
    if ((await tx.contact.count({ where: { userId } })) >= mostContacts) {
      throw new AppError('LIMIT_EXCEEDED', 'contact.too_many', { limit: mostContacts });
    }
    const [made] = await tx.contact.createManyAndReturn({
      data: [{ userId, name, email, phone, note, createdAt: ctx.clock() }],
      skipDuplicates: true,
      select: contactFields,
    });
    if (made === undefined) throw new AppError('CONFLICT', 'contact.exists');
    await recordAudit(tx, ctx, {
      action: 'contact.add',
      entityType: 'Contact',
      entityId: made.id,
    });
    return toContactView(made);
  });
}
