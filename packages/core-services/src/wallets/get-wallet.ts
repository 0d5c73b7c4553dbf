import type { GetWalletInput, WalletDetail } from '@freehold/core-contracts/wallets';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { newestFreezeRequestIds } from './freeze-request-id.ts';
import { walletNotFound } from './wallet-access.ts';
import { toWalletSummary, walletSummaryFields } from './wallet-fields.ts';

const detailFields = {
  ...walletSummaryFields,
  entryCount: true,
  frozenReason: true,
  frozenAt: true,
  isFrozenOnchain: true,
  unfreezeRequestedAt: true,
  businessAccount: { select: { id: true } },
} as const satisfies Prisma.WalletSelect;

/** A wallet as operators see it. Throws NOT_FOUND `entity.not_found`. */
export async function getWallet({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetWalletInput;
}): Promise<WalletDetail> {
  const { walletId } = input;
  const row = await ctx.db.wallet.findFirst({
    where: { id: walletId, deletedAt: null },
    select: detailFields,
  });
  if (row === null) throw walletNotFound();
  const freezeCommand = await ctx.db.outboxCommand.findFirst({
    where: { requestId: { in: newestFreezeRequestIds(walletId, row.version) } },
    orderBy: { position: 'desc' },
    select: { id: true, commandType: true, status: true, errorCode: true, createdAt: true },
  });
  const { entryCount, frozenReason, frozenAt, isFrozenOnchain, unfreezeRequestedAt } = row;
  return {
    ...toWalletSummary(row, ctx.tenant.settings.currencyCode),
    entryCount,
    frozenReason,
    frozenAt,
    isFrozenOnchain,
    unfreezeRequestedAt,
    businessAccountId: row.businessAccount?.id ?? null,
    freezeCommand,
  };
}
