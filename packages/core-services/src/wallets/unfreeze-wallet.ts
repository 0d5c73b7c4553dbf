import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome } from '@freehold/core-contracts/people';
import { WalletActInput } from '@freehold/core-contracts/wallets';
import type { TenantTransaction } from '@freehold/core-db';
import { isOwnHolding } from '../accounts/own-holding.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueCommand } from '../ledger/enqueue-command.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { freezeRequestId } from './freeze-request-id.ts';
import {
  changeWallet,
  requireSeenWallet,
  toWalletSubject,
  type SeenWallet,
} from './seen-wallet.ts';

export const unfreezeWalletAct = defineAct<WalletActInput>({
  action: 'wallet.unfreeze',
  permission: 'wallet.freeze',
  schema: WalletActInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['outbox'],
  async look(tx, ctx, input) {
    return toWalletSubject(await requireFrozen(tx, ctx, input), false);
  },
  carryOut: unfreezeIn,
});

/**
 * Asks the ledger to end a wallet's freeze; the wallet moves again once the ledger has confirmed.
 * Where the tenant asks for four eyes it waits for a second operator first. Throws as
 * `requireSeenWallet`, CONFLICT `wallet.not_frozen` and `wallet.unfreeze_pending`, FORBIDDEN
 * `wallet.own`.
 */
export function unfreezeWallet({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: WalletActInput;
}): Promise<ActOutcome> {
  return performAct(ctx, unfreezeWalletAct, input);
}

async function requireFrozen(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: WalletActInput,
): Promise<SeenWallet> {
  const wallet = await requireSeenWallet(tx, input);
  if (!wallet.isFrozen) throw new AppError('CONFLICT', 'wallet.not_frozen');
  if (wallet.unfreezeRequestedAt !== null) {
    throw new AppError('CONFLICT', 'wallet.unfreeze_pending');
  }
  // Freezing one's own is allowed: it takes power away, and the way back needs somebody else.
  const { user, organization } = wallet;
  const holding = { userId: user?.id ?? null, organizationId: organization?.id ?? null };
  if (await isOwnHolding(tx, ctx, holding)) throw new AppError('FORBIDDEN', 'wallet.own');
  return wallet;
}

async function unfreezeIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: WalletActInput,
): Promise<number> {
  const wallet = await requireFrozen(tx, ctx, input);
  const { walletId, reason } = input;
  const unfreezeRequestedAt = ctx.clock();
  const version = await changeWallet(tx, wallet, { unfreezeRequestedAt });
  const { commandId } = await enqueueCommand(tx, ctx, {
    commandType: 'UNFREEZE_WALLET',
    requestId: freezeRequestId('unfreeze', walletId, version),
    aggregateKey: `wallet:${walletId}`,
    payload: { walletId },
  });
  await recordAudit(tx, ctx, {
    action: unfreezeWalletAct.action,
    entityType: 'Wallet',
    entityId: walletId,
    organizationId: wallet.organization?.id,
    reason,
    changes: {
      unfreezeRequestedAt: { before: null, after: unfreezeRequestedAt.toISOString() },
      commandId,
    },
  });
  return version;
}
