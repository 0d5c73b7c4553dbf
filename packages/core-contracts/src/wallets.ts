import { z } from 'zod';
import { WalletKind } from './enums.ts';
import { DecimalText, Id } from './ids.ts';

export const WalletView = z.object({
  id: Id,
  kind: WalletKind,
  name: z.string(),
  balance: DecimalText,
  heldBalance: DecimalText,
  currencyCode: z.string(),
  isFrozen: z.boolean(),
  createdAt: z.date(),
});
export type WalletView = z.infer<typeof WalletView>;
