import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { derivedId, timeOfId } from '../ledger/derived-id.ts';

/** Id of a person's first wallet: always the same, so that opening it twice is opening it once. */
export function firstWalletId(tenantId: string, userId: string): string {
  return derivedId(timeOfId(userId), `wallet:first:${tenantId}:${userId}`);
}

/** Opens a person's first wallet in the caller's transaction, with its audit row; nothing when they have it. Gives its id. */
export async function openFirstWallet(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, openedAt }: { readonly userId: string; readonly openedAt: Date },
): Promise<{ readonly walletId: string; readonly isNew: boolean }> {
  const walletId = firstWalletId(ctx.tenant.id, userId);
  const name = 'Main wallet';
  const { count } = await tx.wallet.createMany({
    data: [
      { id: walletId, kind: 'PERSONAL', userId, name, createdAt: openedAt, updatedAt: openedAt },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return { walletId, isNew: false };
  const entity = { entityType: 'Wallet', entityId: walletId };
  await recordAudit(tx, ctx, { ...entity, action: 'wallet.open', changes: { userId, name } });
  return { walletId, isNew: true };
}
