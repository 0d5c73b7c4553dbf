import type { Permission } from '@freehold/core-contracts/permissions';
import type { WalletDetail } from '@freehold/core-contracts/wallets';

export type WalletAct = 'freeze' | 'unfreeze';

type State = Pick<WalletDetail, 'kind' | 'isFrozen' | 'unfreezeRequestedAt'>;

/** What this operator may do about a wallet in the state it is in; the tenant's own ones are never frozen. */
export function actsOn(wallet: State, permissions: readonly Permission[]): WalletAct[] {
  if (!permissions.includes('wallet.freeze')) return [];
  if (wallet.kind !== 'PERSONAL' && wallet.kind !== 'ORGANIZATION') return [];
  if (!wallet.isFrozen) return ['freeze'];
  return wallet.unfreezeRequestedAt ? [] : ['unfreeze'];
}
