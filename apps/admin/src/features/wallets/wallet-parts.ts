import type { WalletPageSearch, WalletTab } from './wallets-search.ts';

/** Which side of a wallet is open, and how to open another one. */
export type WalletParts = {
  search: WalletPageSearch;
  onSearchChange: (patch: Partial<WalletPageSearch>) => void;
  onTabChange: (tab: WalletTab) => void;
};
