import { randomUUID } from 'node:crypto';
import type { ServiceContext } from '@freehold/core-services/context';

const ids = { select: { id: true } } as const;
const verifiedAt = new Date('2026-01-01');

/** One of everything about money in another tenant: names carry the word, ids are what procedures ask for. */
export async function fillAwayMoney(
  { db }: ServiceContext,
  { userId, organizationId, word }: { userId: string; organizationId: string; word: string },
): Promise<Record<string, string>> {
  const wallet = await db.wallet.create({
    data: { userId, name: word, frozenReason: word },
    ...ids,
  });
  const other = await db.wallet.create({
    data: { organizationId, kind: 'ORGANIZATION', name: word },
    ...ids,
  });
  const transfer = await db.transfer.create({
    data: {
      ...{ requestId: randomUUID(), contentDigest: new Uint8Array(32), amount: '1' },
      ...{ fromWalletId: wallet.id, toWalletId: other.id, reference: word },
      ...{ status: 'CONFIRMED', createdByKind: 'USER', createdByName: word },
    },
    ...ids,
  });
  const loan = await db.loan.create({
    data: { userId, walletId: wallet.id, amount: '1', termMonths: 1, purpose: word },
    ...ids,
  });
  return {
    walletId: wallet.id,
    fromWalletId: wallet.id,
    toWalletId: other.id,
    transferId: transfer.id,
    loanId: loan.id,
    ...(await fillPayees(db, { userId, walletId: other.id, word })),
    ...(await fillBusiness(db, { userId, organizationId, walletId: other.id, word })),
  };
}

async function fillPayees(
  db: ServiceContext['db'],
  { userId, walletId, word }: { userId: string; walletId: string; word: string },
) {
  const beneficiary = await db.beneficiary.create({
    data: { userId, walletId, label: word, verifiedName: word, verifiedAt },
    ...ids,
  });
  const contact = await db.contact.create({
    data: { userId, name: word, email: `${word}@people.example` },
    ...ids,
  });
  const limit = await db.transactionLimit.create({
    data: { scope: 'USER', scopeKey: userId, maxPerDay: '1' },
    ...ids,
  });
  return { beneficiaryId: beneficiary.id, contactId: contact.id, limitId: limit.id };
}

async function fillBusiness(
  db: ServiceContext['db'],
  given: { userId: string; organizationId: string; walletId: string; word: string },
) {
  const { userId, organizationId, walletId, word } = given;
  const account = await db.businessAccount.create({
    data: { organizationId, walletId, name: word },
    ...ids,
  });
  const signatory = await db.businessSignatory.create({
    data: { businessAccountId: account.id, userId, role: 'CLERK' },
    ...ids,
  });
  return { businessAccountId: account.id, signatoryId: signatory.id };
}

/** What must not have changed over there, whoever asked. */
export async function countAwayMoney({ db }: ServiceContext): Promise<unknown> {
  const version = { select: { id: true, version: true } } as const;
  return {
    wallets: await db.wallet.findMany({
      select: { id: true, version: true, isFrozen: true, cachedBalance: true },
    }),
    transfers: await db.transfer.findMany({ select: { id: true, status: true, version: true } }),
    loans: await db.loan.findMany({ select: { id: true, status: true, version: true } }),
    beneficiaries: await db.beneficiary.findMany(version),
    contacts: await db.contact.findMany(version),
    limits: await db.transactionLimit.findMany(version),
    accounts: await db.businessAccount.findMany(version),
    signatories: await db.businessSignatory.findMany(version),
    entries: await db.transaction.count(),
  };
}
