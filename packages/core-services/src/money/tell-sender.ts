import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { tellManagers } from '../organizations/tell-managers.ts';
import { announceSent } from './announce-settlements.ts';

/** Tells whoever sent a transfer that waited what became of it. */
export async function tellSender(
  tx: TenantTransaction,
  ctx: ServiceContext,
  transfer: {
    readonly id: string;
    readonly senderUserId: string | null;
    readonly senderOrganizationId: string | null;
    readonly amount: Prisma.Decimal;
  },
  status: 'PENDING' | 'REJECTED',
): Promise<void> {
  const { id, senderUserId, senderOrganizationId, amount } = transfer;
  const kind = status === 'PENDING' ? 'transfer.released' : 'transfer.rejected';
  const severity = status === 'PENDING' ? 'SUCCESS' : 'WARNING';
  const parameters = { amount: `${amount.toFixed()} ${ctx.tenant.settings.currencyCode}` };
  const cause = `${kind}:${id}`;
  if (status === 'REJECTED') await announceSent(tx, ctx, id, 'transfer.rejected');
  if (senderOrganizationId !== null) {
    const organizationId = senderOrganizationId;
    await tellManagers(tx, ctx, { organizationId, kind, severity, parameters, cause });
  } else if (senderUserId !== null) {
    await notify(tx, ctx, {
      userId: senderUserId,
      ...{ kind, severity, parameters },
      idempotencyKey: cause,
      entity: { type: 'Transfer', id },
    });
  }
}
