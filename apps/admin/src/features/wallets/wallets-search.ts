import { TransactionType, WalletKind } from '@freehold/core-contracts/enums';
import { Amount } from '@freehold/core-contracts/amounts';
import { z } from 'zod';
import {
  dateParam,
  flagParam,
  listParam,
  listSearchShape,
  oneParam,
  sortParam,
} from '../../lib/search-params.ts';

/** State of the list in its address. */
export const WalletsSearch = z.object({
  ...listSearchShape,
  kind: listParam(WalletKind),
  frozen: flagParam,
  from: oneParam(Amount),
  sort: sortParam(['createdAt', 'cachedBalance', 'lastMovedAt']),
});
export type WalletsSearch = z.infer<typeof WalletsSearch>;

export const walletTabs = ['statement', 'chart', 'facts', 'limits', 'history'] as const;

/** State of a wallet's page in its address: which side, and which of its entries. */
export const WalletPageSearch = z.object({
  ...listSearchShape,
  tab: oneParam(z.enum(walletTabs)),
  type: listParam(TransactionType),
  direction: oneParam(z.enum(['IN', 'OUT'])),
  from: dateParam,
  to: dateParam,
  min: oneParam(Amount),
  max: oneParam(Amount),
  /** The wallet on the other side. */
  with: oneParam(z.guid()),
  days: oneParam(z.enum(['30', '90', '366'])),
});
export type WalletPageSearch = z.infer<typeof WalletPageSearch>;
export type WalletTab = (typeof walletTabs)[number];
