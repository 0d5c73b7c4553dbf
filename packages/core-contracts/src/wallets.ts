import { z } from 'zod';
import { Amount } from './amounts.ts';
import {
  CommandStatus,
  CommandType,
  TransactionType,
  TransferKind,
  TransferStatus,
  WalletKind,
} from './enums.ts';
import { CalendarDate, DecimalText, Id, SumText, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { line, Reason } from './text.ts';

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

/** A wallet as whoever may use it sees it. */
export const OwnWallet = WalletView.extend({
  /** What may be sent: the balance without what is held. */
  availableBalance: DecimalText,
  /** Whose it is where it is not the caller's own. */
  organization: z.object({ id: Id, name: z.string() }).nullable(),
  businessAccountId: Id.nullable(),
  /** When its holder last sent or received. */
  lastMovedAt: z.date().nullable(),
});
export type OwnWallet = z.infer<typeof OwnWallet>;
export const OwnWallets = z.array(OwnWallet);

export const WalletHolder = z.object({
  kind: z.enum(['USER', 'ORGANIZATION', 'SYSTEM']),
  /** Null for the tenant itself. */
  id: Id.nullable(),
  name: z.string(),
});
export type WalletHolder = z.infer<typeof WalletHolder>;

/** A row of the console's list. */
export const WalletSummary = WalletView.extend({
  availableBalance: DecimalText,
  holder: WalletHolder,
  /** Which one of the tenant's own it is, e.g. CLEARING:3. */
  systemKey: z.string().nullable(),
  lastMovedAt: z.date().nullable(),
  version: z.int(),
});
export type WalletSummary = z.infer<typeof WalletSummary>;

export const WalletDetail = WalletSummary.extend({
  entryCount: z.bigint(),
  frozenReason: z.string().nullable(),
  frozenAt: z.date().nullable(),
  /** As the ledger has it. */
  isFrozenOnchain: z.boolean(),
  /** Set while the ledger has not confirmed the end of a freeze. */
  unfreezeRequestedAt: z.date().nullable(),
  businessAccountId: Id.nullable(),
  /** The newest freeze or unfreeze on its way to the ledger, or what became of it. */
  freezeCommand: z
    .object({
      id: Id,
      commandType: CommandType,
      status: CommandStatus,
      errorCode: z.string().nullable(),
      createdAt: z.date(),
    })
    .nullable(),
});
export type WalletDetail = z.infer<typeof WalletDetail>;

export const ListWalletsInput = PageInput.extend({
  /** Words in the holder's or the wallet's name, an e-mail address, or a wallet's id. */
  search: line(100).optional(),
  kind: z.array(WalletKind).max(7).optional(),
  isFrozen: z.boolean().optional(),
  userId: Id.optional(),
  organizationId: Id.optional(),
  minimumBalance: Amount.optional(),
  sort: sortBy(['createdAt', 'cachedBalance', 'lastMovedAt']).default({
    field: 'createdAt',
    direction: 'desc',
  }),
});
export type ListWalletsInput = z.infer<typeof ListWalletsInput>;
export const WalletPage = pageOf(WalletSummary);
export type WalletPage = z.infer<typeof WalletPage>;

export const GetWalletInput = z.strictObject({ walletId: Id });
export type GetWalletInput = z.infer<typeof GetWalletInput>;

/** An act on a wallet, of the version that was looked at. */
export const WalletActInput = z.strictObject({ walletId: Id, version: Version, reason: Reason });
export type WalletActInput = z.infer<typeof WalletActInput>;

/** Which entries of a wallet. */
export const StatementFilter = z.strictObject({
  walletId: Id,
  type: z.array(TransactionType).max(7).optional(),
  direction: z.enum(['IN', 'OUT']).optional(),
  /** From this moment on. */
  from: z.date().optional(),
  /** Before this moment. */
  to: z.date().optional(),
  /** The wallet on the other side. */
  counterpartyId: Id.optional(),
  /** Of the amount without its sign. */
  minimumAmount: Amount.optional(),
  maximumAmount: Amount.optional(),
});
export type StatementFilter = z.infer<typeof StatementFilter>;

/** A stretch of a wallet's entries, newest first: pass `nextCursor` on to get what follows. */
export const StatementInput = StatementFilter.extend({
  cursor: line(200).optional(),
  limit: z.int().min(1).max(100).default(25),
});
export type StatementInput = z.infer<typeof StatementInput>;

export const StatementEntry = z.object({
  id: Id,
  transferId: Id,
  /** Place among the wallet's entries, from 1, without a gap. */
  sequence: z.bigint(),
  type: TransactionType,
  /** Signed. */
  amount: DecimalText,
  balanceAfter: DecimalText,
  counterparty: z
    .object({
      walletId: Id,
      kind: WalletKind,
      name: z.string(),
      /** What the reader calls it, where it is one of their beneficiaries. */
      label: z.string().nullable(),
    })
    .nullable(),
  transferKind: TransferKind,
  transferStatus: TransferStatus,
  reference: z.string().nullable(),
  onChainTxId: z.string().nullable(),
  timestamp: z.date(),
});
export type StatementEntry = z.infer<typeof StatementEntry>;

export const Statement = z.object({
  items: z.array(StatementEntry),
  nextCursor: z.string().nullable(),
  currencyCode: z.string(),
});
export type Statement = z.infer<typeof Statement>;

/** The last days of a wallet, today included (UTC). */
export const WalletChartInput = z.strictObject({
  walletId: Id,
  days: z.int().min(7).max(366).default(30),
});
export type WalletChartInput = z.infer<typeof WalletChartInput>;

export const WalletChart = z.object({
  currencyCode: z.string(),
  /** Oldest first, without a gap; amounts without sign. */
  days: z.array(
    z.object({
      day: CalendarDate,
      received: SumText,
      sent: SumText,
      /** Balance when the day ended. */
      closingBalance: DecimalText,
      entryCount: z.int(),
    }),
  ),
});
export type WalletChart = z.infer<typeof WalletChart>;
