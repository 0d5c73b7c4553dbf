import {
  WalletFrozenEvent,
  WalletUnfrozenEvent,
} from '@freehold/core-contracts/commands/tokenomics';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import { tellHolder } from '../../wallets/seen-wallet.ts';
import { holderFields } from '../../wallets/wallet-fields.ts';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { listLater } from './later-events.ts';
import { parseEvent } from './parse-event.ts';
import { ProjectionError, type EventHandler } from './projection.ts';

/** The ledger has the freeze as well; the wallet stood still from the moment it was asked for. */
export const confirmFreeze: EventHandler = async (tx, _ctx, event) => {
  const { walletId: id } = parseEvent(event, WalletFrozenEvent);
  await requireWallet(tx, id);
  if (await isOutdated(tx, id, event)) return;
  await tx.wallet.updateMany({
    where: { id, isFrozenOnchain: false },
    data: { isFrozenOnchain: true, version: { increment: 1 } },
  });
};

/** A wallet whose end of freeze was asked for moves again. */
export const releaseWallet: EventHandler = async (tx, ctx, event) => {
  const { walletId: id } = parseEvent(event, WalletUnfrozenEvent);
  const wallet = await requireWallet(tx, id);
  if (await isOutdated(tx, id, event)) return;
  await tx.wallet.updateMany({
    where: { id, isFrozenOnchain: true },
    data: { isFrozenOnchain: false, version: { increment: 1 } },
  });
  if (wallet.unfreezeRequestedAt === null) return;
  await tx.wallet.updateMany({
    where: { id, unfreezeRequestedAt: { not: null } },
    data: {
      isFrozen: false,
      frozenReason: null,
      frozenAt: null,
      unfreezeRequestedAt: null,
      version: { increment: 1 },
    },
  });
  const cause = `wallet.unfrozen:${id}:${event.txId}`.slice(0, 120);
  await tellHolder(tx, ctx, wallet, { kind: 'wallet.unfrozen', cause });
  await recordAudit(tx, ctx, {
    action: 'wallet.release',
    entityType: 'Wallet',
    entityId: id,
    organizationId: wallet.organization?.id,
    reason: `Confirmed by the ledger in block ${event.blockNumber}`,
    changes: { isFrozen: { before: true, after: false } },
  });
};

async function requireWallet(tx: TenantTransaction, id: string) {
  const wallet = await tx.wallet.findFirst({
    where: { id },
    select: { ...holderFields, id: true, unfreezeRequestedAt: true },
  });
  if (wallet === null) throw new ProjectionError(`There is no wallet ${id}`);
  return wallet;
}

/** A rebuild meets freezes and their ends long after: the last one on the ledger is the one that holds. */
async function isOutdated(
  tx: TenantTransaction,
  walletId: string,
  event: LedgerEvent,
): Promise<boolean> {
  const about = { walletId };
  const bearings = ['WalletFrozen', 'WalletUnfrozen'].map((name) => ({ name, about }));
  const later = await listLater(tx, { projection: 'money', event, bearings, isKept: true });
  return later.length > 0;
}
