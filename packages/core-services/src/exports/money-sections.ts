import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { idAfter, page, type ExportedAccount, type Section } from './section.ts';

/** What a person's money did, whom they pay, and what holds for them. */
export function moneySections(
  ctx: ServiceContext,
  { id: userId }: Pick<ExportedAccount, 'id'>,
): Section[] {
  return [
    { name: 'transactions', read: (after, take) => readEntries(ctx, userId, after, take) },
    { name: 'transfers', read: (after, take) => readTransfers(ctx, userId, after, take) },
    ...payeeSections(ctx, userId),
    ...termSections(ctx, userId),
  ];
}

const mostWallets = 1_000;

const entryFields = {
  ...{ id: true, walletId: true, sequence: true, transferId: true, type: true },
  ...{ counterparty: true, amount: true, balanceAfter: true, onChainTxId: true, timestamp: true },
  transfer: { select: { reference: true } },
} as const satisfies Prisma.TransactionSelect;

/** Wallet by wallet, in the order of their entries: an index has them so, whatever others own. */
async function readEntries(
  { db }: ServiceContext,
  userId: string,
  after: string | null,
  take: number,
) {
  const wallets = await db.wallet.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
    take: mostWallets,
    select: { id: true },
  });
  const last =
    after === null
      ? null
      : await db.transaction.findFirst({
          where: { id: after },
          select: { walletId: true, sequence: true },
        });
  const rows: Prisma.TransactionGetPayload<{ select: typeof entryFields }>[] = [];
  for (const { id: walletId } of wallets) {
    if (last !== null && walletId < last.walletId) continue;
    if (rows.length === take) break;
    const isSame = last !== null && walletId === last.walletId;
    rows.push(
      ...(await db.transaction.findMany({
        where: { walletId, ...(isSame ? { sequence: { gt: last.sequence } } : {}) },
        orderBy: { sequence: 'asc' },
        take: take - rows.length,
        select: entryFields,
      })),
    );
  }
  return rows.map(({ amount, balanceAfter, transfer, ...row }) => ({
    ...row,
    amount: amount.toFixed(),
    balanceAfter: balanceAfter.toFixed(),
    reference: transfer.reference,
  }));
}

async function readTransfers(
  { db }: ServiceContext,
  userId: string,
  after: string | null,
  take: number,
) {
  const rows = await db.transfer.findMany({
    where: { senderUserId: userId, ...idAfter(after) },
    ...page(take),
    select: {
      ...{ id: true, kind: true, status: true, fromWalletId: true, toWalletId: true },
      ...{ amount: true, fee: true, reference: true, reasons: true },
      ...{ createdAt: true, settledAt: true },
    },
  });
  return rows.map(({ amount, fee, ...row }) => ({
    ...row,
    amount: amount.toFixed(),
    fee: fee.toFixed(),
  }));
}

function payeeSections({ db }: ServiceContext, userId: string): Section[] {
  return [
    {
      name: 'beneficiaries',
      read: (after, take) =>
        db.beneficiary.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, walletId: true, label: true, verifiedName: true, verifiedAt: true },
            ...{ lastUsedAt: true, createdAt: true },
          },
        }),
    },
    {
      name: 'contacts',
      read: (after, take) =>
        db.contact.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { id: true, name: true, email: true, phone: true, note: true, createdAt: true },
        }),
    },
  ];
}

function termSections({ db }: ServiceContext, userId: string): Section[] {
  return [
    {
      name: 'limits',
      async read(after, take) {
        const rows = await db.transactionLimit.findMany({
          where: { scope: 'USER', scopeKey: userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, maxPerTransfer: true, maxPerDay: true, maxPerMonth: true },
            ...{ maxCountPerDay: true, maxCountPerMonth: true, maxCountPerHour: true },
            createdAt: true,
          },
        });
        return rows.map((row) => ({
          ...row,
          maxPerTransfer: row.maxPerTransfer?.toFixed() ?? null,
          maxPerDay: row.maxPerDay?.toFixed() ?? null,
          maxPerMonth: row.maxPerMonth?.toFixed() ?? null,
        }));
      },
    },
    {
      name: 'loans',
      async read(after, take) {
        const rows = await db.loan.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, amount: true, termMonths: true, purpose: true, status: true },
            ...{ appliedAt: true, approvedAt: true, createdAt: true },
          },
        });
        return rows.map(({ amount, ...row }) => ({ ...row, amount: amount.toFixed() }));
      },
    },
    {
      name: 'signatories',
      read: (after, take) =>
        db.businessSignatory.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, role: true, weight: true, isActive: true, createdAt: true },
            businessAccount: { select: { id: true, name: true } },
          },
        }),
    },
    {
      name: 'transferDecisions',
      read: (after, take) =>
        db.transactionApproval.findMany({
          where: { deciderId: userId, ...idAfter(after) },
          ...page(take),
          select: { id: true, transferId: true, decision: true, reason: true, decidedAt: true },
        }),
    },
  ];
}
