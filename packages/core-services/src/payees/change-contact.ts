import { AppError } from '@freehold/core-contracts/errors';
import type {
  ChangeContactInput,
  ContactInput,
  ContactView,
} from '@freehold/core-contracts/payees';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { contactFields, toContactView } from './contact-fields.ts';

const entityType = 'Contact';

/**
 * Changes one of the caller's contacts; another address has to be confirmed anew. Throws NOT_FOUND
 * `entity.not_found`, PRECONDITION_FAILED `version.stale`, CONFLICT `contact.exists`.
 */
export function changeContact({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeContactInput;
}): Promise<ContactView> {
  const { contactId: id, version, name, email, phone, note } = input;
  const userId = requireOwnUserId(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const before = await tx.contact.findFirst({ where: { id, userId }, select: contactFields });
    if (before === null) throw contactNotFound();
    await assertAddressFree(tx, { id, userId, email, phone });
    const isElsewhere = before.email !== email || before.phone !== phone;
    const [changed] = await tx.contact.updateManyAndReturn({
      where: { id, userId, version },
      data: {
        ...{ name, email, phone, note },
        ...(isElsewhere ? { contactUserId: null } : {}),
        version: { increment: 1 },
      },
      select: contactFields,
    });
    if (changed === undefined) {
      throw await staleVersion(tx, { type: entityType, id, version: before.version });
    }
    await recordAudit(tx, ctx, { action: 'contact.change', entityType, entityId: id });
    return toContactView(changed);
  });
}

/** Forgets one of the caller's contacts. Throws NOT_FOUND `entity.not_found`. */
export async function removeContact({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ContactInput;
}): Promise<void> {
  const { contactId: id } = input;
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.contact.deleteMany({ where: { id, userId: requireOwnUserId(ctx) } });
    if (count === 0) throw contactNotFound();
    await recordAudit(tx, ctx, { action: 'contact.remove', entityType, entityId: id });
  });
}

/** Says it in words before the unique key does, which two at once still meet. */
async function assertAddressFree(
  tx: TenantTransaction,
  kept: { id: string; userId: string; email: string | null; phone: string | null },
): Promise<void> {
  const { id, userId, email, phone } = kept;
  const other = await tx.contact.findFirst({
    where: {
      userId,
      id: { not: id },
      OR: [...(email === null ? [] : [{ email }]), ...(phone === null ? [] : [{ phone }])],
    },
    select: { id: true },
  });
  if (other !== null) throw new AppError('CONFLICT', 'contact.exists');
}

function contactNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: entityType });
}
