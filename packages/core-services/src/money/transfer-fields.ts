import type {
  TransferParty,
  TransferSummary,
  TransferView,
} from '@freehold/core-contracts/transfers';
import type { Prisma } from '@freehold/core-db';
import type { z } from 'zod';
import { holderFields, toHolder } from '../wallets/wallet-fields.ts';
import { unscopedRequestId } from './own-transfers.ts';

/** Most receivers of one transfer that are shown. */
const mostLegs = 100;

const partyFields = { id: true, ...holderFields } as const satisfies Prisma.WalletSelect;

export const transferFields = {
  id: true,
  requestId: true,
  kind: true,
  status: true,
  amount: true,
  fee: true,
  reference: true,
  reasons: true,
  createdAt: true,
  settledAt: true,
  from: { select: partyFields },
  to: { select: partyFields },
  legs: {
    orderBy: { legIndex: 'asc' },
    take: mostLegs,
    select: { amount: true, to: { select: partyFields } },
  },
} as const satisfies Prisma.TransferSelect;

export const transferSummaryFields = {
  ...transferFields,
  senderUserId: true,
  senderOrganizationId: true,
  businessAccountId: true,
  riskScore: true,
  createdByName: true,
  approvalExpiresAt: true,
  version: true,
} as const satisfies Prisma.TransferSelect;

export type TransferRow = Prisma.TransferGetPayload<{ select: typeof transferFields }>;
export type TransferSummaryRow = Prisma.TransferGetPayload<{
  select: typeof transferSummaryFields;
}>;
type PartyRow = Prisma.WalletGetPayload<{ select: typeof partyFields }>;
type Party = z.infer<typeof TransferParty>;

export function toParty(row: PartyRow): Party {
  return { walletId: row.id, name: toHolder(row).name };
}

function toReceiver({ to, legs }: TransferRow): Party {
  if (to !== null) return toParty(to);
  return {
    walletId: null,
    name: legs
      .map((leg) => toHolder(leg.to).name)
      .join(', ')
      .slice(0, 200),
  };
}

/** The receivers one by one. */
export function toLegs(row: TransferRow) {
  const legs = row.to === null ? row.legs : [{ amount: row.amount, to: row.to }];
  return legs.map(({ amount, to }) => ({ ...toParty(to), amount: amount.toFixed() }));
}

/** A transfer with all that its sender may know. */
export function toTransferView(row: TransferRow, currencyCode: string): TransferView {
  const { id, kind, status, reference, reasons, createdAt, settledAt } = row;
  return {
    ...{ id, kind, status, reference, reasons, createdAt, settledAt, currencyCode },
    requestId: unscopedRequestId(row.requestId),
    from: toParty(row.from),
    to: toReceiver(row),
    amount: row.amount.toFixed(),
    fee: row.fee.toFixed(),
  };
}

/** The same for its receivers: what it cost, why it waited and what it was called are the sender's. */
export function toReceivedView(
  row: TransferRow,
  currencyCode: string,
  walletIds: ReadonlySet<string>,
): TransferView {
  const own = row.legs.filter(({ to }) => walletIds.has(to.id));
  const [first] = own;
  return {
    ...toTransferView(row, currencyCode),
    // What others get of it is not theirs to know.
    ...(first === undefined ? {} : { to: toParty(first.to), amount: first.amount.toFixed() }),
    requestId: null,
    fee: '0',
    reasons: [],
  };
}

/** A transfer as operators see it in lists. */
export function toTransferSummary(row: TransferSummaryRow, currencyCode: string): TransferSummary {
  const { senderUserId, senderOrganizationId, businessAccountId, riskScore } = row;
  const { createdByName, approvalExpiresAt, version } = row;
  return {
    ...toTransferView(row, currencyCode),
    requestId: row.requestId,
    ...{ senderUserId, senderOrganizationId, businessAccountId, riskScore },
    ...{ createdByName, approvalExpiresAt, version },
  };
}
