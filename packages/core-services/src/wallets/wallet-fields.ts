import type { OwnWallet, WalletHolder, WalletSummary } from '@freehold/core-contracts/wallets';
import type { Prisma } from '@freehold/core-db';
import { personName } from '../accounts/person-name.ts';
import { toWalletView, walletFields } from '../accounts/user-fields.ts';
import { fromUnits, toUnits } from '../money/amount-units.ts';

/** Whom a wallet belongs to, as far as a name goes. */
export const holderFields = {
  kind: true,
  name: true,
  user: { select: { id: true, firstName: true, lastName: true } },
  organization: { select: { id: true, name: true } },
} as const satisfies Prisma.WalletSelect;

export const ownWalletFields = {
  ...walletFields,
  lastMovedAt: true,
  organization: { select: { id: true, name: true } },
  businessAccount: { select: { id: true } },
} as const satisfies Prisma.WalletSelect;

export const walletSummaryFields = {
  ...walletFields,
  ...holderFields,
  systemKey: true,
  lastMovedAt: true,
  version: true,
} as const satisfies Prisma.WalletSelect;

type HolderRow = Prisma.WalletGetPayload<{ select: typeof holderFields }>;
type OwnRow = Prisma.WalletGetPayload<{ select: typeof ownWalletFields }>;
type SummaryRow = Prisma.WalletGetPayload<{ select: typeof walletSummaryFields }>;

/** Whom a wallet belongs to: a person, an organization, or the tenant itself. */
export function toHolder({ name, user, organization }: HolderRow): WalletHolder {
  if (user !== null) {
    return { kind: 'USER', id: user.id, name: personName(user) };
  }
  if (organization !== null) return { kind: 'ORGANIZATION', ...organization };
  return { kind: 'SYSTEM', id: null, name };
}

/** What may be sent: the balance without what is held. */
function availableOf(row: Pick<OwnRow, 'cachedBalance' | 'heldBalance'>): string {
  return fromUnits(toUnits(row.cachedBalance.toFixed()) - toUnits(row.heldBalance.toFixed()));
}

/** A wallet as whoever may use it sees it. */
export function toOwnWallet(row: OwnRow, currencyCode: string): OwnWallet {
  return {
    ...toWalletView(row, currencyCode),
    availableBalance: availableOf(row),
    organization: row.organization,
    businessAccountId: row.businessAccount?.id ?? null,
    lastMovedAt: row.lastMovedAt,
  };
}

/** A wallet as operators see it in a list. */
export function toWalletSummary(row: SummaryRow, currencyCode: string): WalletSummary {
  const { systemKey, lastMovedAt, version } = row;
  return {
    ...toWalletView(row, currencyCode),
    availableBalance: availableOf(row),
    holder: toHolder(row),
    systemKey,
    lastMovedAt,
    version,
  };
}
