import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome } from '@freehold/core-contracts/people';
import { WalletActInput } from '@freehold/core-contracts/wallets';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueCommand } from '../ledger/enqueue-command.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { freezeRequestId } from './freeze-request-id.ts';
import {
  changeWallet,
  requireSeenWallet,
  tellHolder,
  toWalletSubject,
  type SeenWallet,
} from './seen-wallet.ts';

export const freezeWalletAct = defineAct<WalletActInput>({
  action: 'wallet.freeze',
  permission: 'wallet.freeze',
  schema: WalletActInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['outbox'],
  async look(tx, _ctx, input) {
    return toWalletSubject(await requireFreezable(tx, input), true);
  },
  carryOut: freezeIn,
});

/**
 * Freezes a wallet at once: it neither sends nor is sent to, and the ledger is told. Where the tenant
 * asks for four eyes it waits for a second operator. Throws as `requireSeenWallet`, CONFLICT
 * `wallet.already_frozen`.
 */
export function freezeWallet({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: WalletActInput;
}): Promise<ActOutcome> {
  return performAct(ctx, freezeWalletAct, input);
}

async function requireFreezable(tx: TenantTransaction, input: WalletActInput): Promise<SeenWallet> {
  const wallet = await requireSeenWallet(tx, input);
  // One whose end of freeze is still on its way may be frozen again: the ledger keeps the order.
  if (wallet.isFrozen && wallet.unfreezeRequestedAt === null) {
    throw new AppError('CONFLICT', 'wallet.already_frozen');
  }
  return wallet;
}

async function freezeIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: WalletActInput,
): Promise<number> {
  const wallet = await requireFreezable(tx, input);
  const { walletId, reason } = input;
  const version = await changeWallet(tx, wallet, {
    isFrozen: true,
    frozenReason: reason,
    frozenAt: ctx.clock(),
    unfreezeRequestedAt: null,
  });
  const { commandId } = await enqueueCommand(tx, ctx, {
    commandType: 'FREEZE_WALLET',
    requestId: freezeRequestId('freeze', walletId, version),
    aggregateKey: `wallet:${walletId}`,
    payload: { walletId },
  });
  await tellHolder(tx, ctx, wallet, {
    kind: 'wallet.frozen',
    cause: `wallet.frozen:${walletId}:${version}`,
  });
  await recordAudit(tx, ctx, {
    action: freezeWalletAct.action,
    entityType: 'Wallet',
    entityId: walletId,
    organizationId: wallet.organization?.id,
    reason,
    changes: { isFrozen: { before: wallet.isFrozen, after: true }, commandId },
  });
  return version;
}
