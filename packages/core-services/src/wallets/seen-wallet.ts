import { AppError } from '@freehold/core-contracts/errors';
import type { WalletActInput } from '@freehold/core-contracts/wallets';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { tellManagers } from '../organizations/tell-managers.ts';
import type { ActSubject } from '../proposals/act.ts';
import { walletNotFound } from './wallet-access.ts';
import { holderFields, toHolder } from './wallet-fields.ts';

const seenFields = {
  ...holderFields,
  id: true,
  isFrozen: true,
  unfreezeRequestedAt: true,
  version: true,
} as const satisfies Prisma.WalletSelect;

/** A wallet somebody is about to act on. */
export type SeenWallet = Prisma.WalletGetPayload<{ select: typeof seenFields }>;

/**
 * A holder's wallet at the version that was looked at. Throws NOT_FOUND `entity.not_found`, CONFLICT
 * `wallet.system` for one of the tenant's own, PRECONDITION_FAILED `version.stale`.
 */
export async function requireSeenWallet(
  tx: TenantTransaction,
  { walletId, version }: WalletActInput,
): Promise<SeenWallet> {
  const wallet = await tx.wallet.findFirst({
    where: { id: walletId, deletedAt: null },
    select: seenFields,
  });
  if (wallet === null) throw walletNotFound();
  if (toHolder(wallet).kind === 'SYSTEM') throw new AppError('CONFLICT', 'wallet.system');
  if (wallet.version !== version) throw await staleWallet(tx, wallet);
  return wallet;
}

/** Writes to a wallet unless somebody was faster; gives its new version. Throws PRECONDITION_FAILED `version.stale`. */
export async function changeWallet(
  tx: TenantTransaction,
  { id, version }: SeenWallet,
  data: Omit<Prisma.WalletUncheckedUpdateManyInput, 'version'>,
): Promise<number> {
  const { count } = await tx.wallet.updateMany({
    where: { id, version, deletedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 1) return version + 1;
  const current = await tx.wallet.findFirst({ where: { id }, select: { id: true, version: true } });
  if (current === null) throw walletNotFound();
  throw await staleWallet(tx, current);
}

function staleWallet(
  tx: TenantTransaction,
  { id, version }: Pick<SeenWallet, 'id' | 'version'>,
): Promise<AppError> {
  return staleVersion(tx, { type: 'Wallet', id, version });
}

/** A wallet as a proposal shows it. */
export function toWalletSubject(wallet: SeenWallet, isFrozen: boolean): ActSubject {
  return {
    entityType: 'Wallet',
    entityId: wallet.id,
    entityName: `${toHolder(wallet).name}: ${wallet.name}`.slice(0, 200),
    entityVersion: wallet.version,
    changes: [{ field: 'isFrozen', value: String(isFrozen) }],
  };
}

/** Tells a wallet's holder, or those who manage the organization that holds it. */
export async function tellHolder(
  tx: TenantTransaction,
  ctx: ServiceContext,
  wallet: Pick<SeenWallet, 'id' | 'name' | 'user' | 'organization'>,
  { kind, cause }: { kind: 'wallet.frozen' | 'wallet.unfrozen'; cause: string },
): Promise<void> {
  const parameters = { wallet: wallet.name };
  const severity = kind === 'wallet.frozen' ? 'WARNING' : 'SUCCESS';
  if (wallet.user !== null) {
    await notify(tx, ctx, {
      ...{ kind, parameters, severity },
      userId: wallet.user.id,
      idempotencyKey: cause,
      entity: { type: 'Wallet', id: wallet.id },
    });
  } else if (wallet.organization !== null) {
    const { id: organizationId } = wallet.organization;
    await tellManagers(tx, ctx, { organizationId, kind, parameters, severity, cause });
  }
}
