import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { tellManagers } from '../organizations/tell-managers.ts';
import { announceSent } from './announce-settlements.ts';

/** What is read of a transfer to tell of it. */
export const senderFields = {
  ...{ id: true, senderUserId: true, senderOrganizationId: true, amount: true },
  ...{ businessAccountId: true, createdByKind: true, createdById: true },
} as const satisfies Prisma.TransferSelect;

/** Tells whoever sent a transfer that waited what became of it; of a business account also whoever asked for it. */
export async function tellSender(
  tx: TenantTransaction,
  ctx: ServiceContext,
  transfer: Prisma.TransferGetPayload<{ select: typeof senderFields }>,
  status: 'PENDING' | 'REJECTED',
): Promise<void> {
  const { id, senderUserId, senderOrganizationId, amount } = transfer;
  const kind = status === 'PENDING' ? 'transfer.released' : 'transfer.rejected';
  const severity = status === 'PENDING' ? 'SUCCESS' : 'WARNING';
  const parameters = { amount: `${amount.toFixed()} ${ctx.tenant.settings.currencyCode}` };
  const cause = `${kind}:${id}`;
  if (status === 'REJECTED') await announceSent(tx, ctx, [id], 'transfer.rejected');
  if (senderOrganizationId !== null) {
    const organizationId = senderOrganizationId;
    await tellManagers(tx, ctx, { organizationId, kind, severity, parameters, cause });
    // Where they are among the managers, the same cause is one notification.
    const { businessAccountId, createdByKind, createdById: userId } = transfer;
    if (businessAccountId !== null && createdByKind === 'USER' && userId !== null) {
      const entity = { type: 'BusinessAccount', id: businessAccountId };
      await notify(tx, ctx, { userId, kind, severity, parameters, idempotencyKey: cause, entity });
    }
  } else if (senderUserId !== null) {
    await notify(tx, ctx, {
      userId: senderUserId,
      ...{ kind, severity, parameters },
      idempotencyKey: cause,
      entity: { type: 'Transfer', id },
    });
  }
}
