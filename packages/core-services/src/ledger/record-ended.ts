import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { EndedTransfer } from './command-compensation.ts';

/** Writes the rows by which the history of each transfer that ended with its command says so. */
export async function recordEnded(
  tx: TenantTransaction,
  ctx: ServiceContext,
  ended: readonly EndedTransfer[],
  cause: { readonly commandId: string; readonly reason?: string | undefined },
): Promise<void> {
  const { commandId, reason } = cause;
  for (const { transferId, organizationId, amount, before, after } of ended) {
    await recordAudit(tx, ctx, {
      action: 'transfer.fail',
      entityType: 'Transfer',
      entityId: transferId,
      organizationId,
      reason,
      changes: { status: { before, after }, amount, commandId },
    });
  }
}
