import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { countDone } from '../count-done.ts';
import { dropHeldTransfer } from './held-transfers.ts';
import { senderFields, tellSender } from './tell-sender.ts';

/** Gives up to `limit` transfers up that waited too long for an approval; gives how many. */
export async function expireTransfers({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const rows = await ctx.db.transfer.findMany({
    where: { status: 'AWAITING_APPROVAL', approvalExpiresAt: { lte: ctx.clock() } },
    orderBy: [{ approvalExpiresAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: senderFields,
  });
  const failure = 'a transfer that waited too long was not given up';
  return countDone(ctx, { rows, failure }, async (tx, row) => {
    const { id: transferId, senderOrganizationId } = row;
    const reason = 'transfer.expired';
    if (!(await dropHeldTransfer(tx, ctx, { transferId, reason }))) return false;
    await tellSender(tx, ctx, row, 'REJECTED');
    await recordAudit(tx, ctx, {
      action: 'transfer.expire',
      entityType: 'Transfer',
      entityId: transferId,
      organizationId: senderOrganizationId ?? undefined,
      changes: { status: { before: 'AWAITING_APPROVAL', after: 'REJECTED' } },
    });
    return true;
  });
}
