import {
  defineReviewedSql,
  executeReviewed,
  Prisma,
  type TenantTransaction,
} from '@freehold/core-db';

const eraseTransfers = defineReviewedSql(
  'erase.transfers',
  'One pass over what each index finds of a person: Prisma has no update of a union',
  { writes: ['Notification', 'Transfer'] },
);

const eraseAccountChanges = defineReviewedSql(
  'erase.accountChanges',
  'Prisma takes no single field out of a JSON value',
  { writes: ['Proposal'] },
);

interface ErasedHolder {
  readonly id: string;
  readonly email: string;
  readonly phone: string | null;
}

const mostWallets = 1_000;

/**
 * Removes or overwrites what money keeps of a person, in the caller's transaction: amounts, times and
 * ids stay, for the books must add up; names, free text and address books go.
 */
export async function eraseMoneyTraces(
  tx: TenantTransaction,
  person: ErasedHolder,
  erasedName: string,
): Promise<void> {
  const { id: userId } = person;
  const rows = await tx.wallet.findMany({
    where: { userId },
    take: mostWallets,
    select: { id: true },
  });
  const walletIds = rows.map(({ id }) => id);
  await eraseAddressBooks(tx, person, walletIds);
  await erasePayments(tx, { userId, walletIds, erasedName });
  await eraseDecisions(tx, userId, erasedName);
  await eraseProposals(tx, { userId, walletIds, erasedName });
  await eraseReasonsForPower(tx, userId);
  await tx.wallet.updateMany({ where: { userId }, data: { frozenReason: null } });
  await tx.loan.updateMany({ where: { userId }, data: { purpose: '' } });
  await tx.transferUsage.deleteMany({ where: { ownerId: userId } });
  await tx.transactionLimit.deleteMany({ where: { scope: 'USER', scopeKey: userId } });
}

/** Their own, and where they stand in those of others: nobody can pay them any more. */
async function eraseAddressBooks(
  tx: TenantTransaction,
  { id: userId, email, phone }: ErasedHolder,
  walletIds: readonly string[],
): Promise<void> {
  await tx.beneficiary.deleteMany({
    where: { OR: [{ userId }, { walletId: { in: [...walletIds] } }] },
  });
  await tx.contact.deleteMany({
    where: {
      OR: [
        { userId },
        { contactUserId: userId },
        { email },
        ...(phone === null ? [] : [{ phone }]),
      ],
    },
  });
}

interface Erasure {
  readonly userId: string;
  readonly walletIds: readonly string[];
  readonly erasedName: string;
}

/** What they, or others to them, wrote beside a payment, in what its receivers were told too; and their name where they made it for an organization or the tenant. */
async function erasePayments(
  tx: TenantTransaction,
  { userId, walletIds, erasedName }: Erasure,
): Promise<void> {
  await executeReviewed(
    tx,
    eraseTransfers,
    Prisma.sql`WITH own AS (
        SELECT "id" FROM "Transfer" WHERE "senderUserId" = ${userId}::uuid
        UNION SELECT "id" FROM "Transfer" WHERE "fromWalletId" = ANY (${walletIds}::uuid[])
        UNION SELECT "id" FROM "Transfer" WHERE "toWalletId" = ANY (${walletIds}::uuid[])
        UNION SELECT "transferId" FROM "TransferLeg" WHERE "toWalletId" = ANY (${walletIds}::uuid[])
      ), made AS (
        SELECT "id" FROM "Transfer"
        WHERE "createdByKind" = 'USER' AND "senderUserId" IS NULL AND "createdById" = ${userId}
        UNION SELECT "id" FROM "Transfer"
        WHERE "createdByKind" = 'OPERATOR' AND "createdById" = ${userId}
      ), told AS (
        UPDATE "Notification" n
        SET "parameters" = n."parameters" - 'reference', "updatedAt" = now()
        FROM (
          SELECT t."id", t."toWalletId" AS wallet FROM own JOIN "Transfer" t ON t."id" = own."id"
          WHERE t."reference" IS NOT NULL
          UNION ALL
          SELECT t."id", g."toWalletId" FROM own JOIN "Transfer" t ON t."id" = own."id"
          JOIN "TransferLeg" g ON g."transferId" = t."id" WHERE t."reference" IS NOT NULL
        ) paid
        JOIN "Wallet" w ON w."id" = paid.wallet
        WHERE n."userId" = w."userId" AND n."idempotencyKey" = 'money.received:' || paid."id"
      )
      UPDATE "Transfer" t
      SET "createdByName" = CASE WHEN t."createdById" = ${userId} THEN ${erasedName}
            ELSE t."createdByName" END,
          "reference" = CASE WHEN o."id" IS NULL THEN t."reference" END,
          "updatedAt" = now()
      FROM (SELECT "id" FROM own UNION SELECT "id" FROM made) found
        LEFT JOIN own o ON o."id" = found."id"
      WHERE t."id" = found."id"`,
  );
}

/** Where they decided on money, and what was said when others decided on theirs. */
async function eraseDecisions(
  tx: TenantTransaction,
  userId: string,
  erasedName: string,
): Promise<void> {
  await tx.transactionApproval.updateMany({
    where: { deciderId: userId },
    data: { deciderName: erasedName, reason: null },
  });
  await tx.transactionApproval.updateMany({
    where: { transfer: { senderUserId: userId } },
    data: { reason: null },
  });
  // Neither keeps an id beside the name: the audit log knows whose it is.
  const runs = await tx.auditLog.findMany({
    where: { actorId: userId, entityType: 'TaxRun', action: 'tax.dryRun' },
    take: mostWallets,
    select: { entityId: true },
  });
  await tx.taxRun.updateMany({
    where: { id: { in: runs.map(({ entityId }) => entityId) } },
    data: { createdByName: erasedName },
  });
  const [lastPause] = await tx.auditLog.findMany({
    where: { entityType: 'LedgerPipeline' },
    orderBy: { sequence: 'desc' },
    take: 1,
    select: { actorId: true },
  });
  if (lastPause?.actorId !== userId) return;
  await tx.ledgerPipeline.updateMany({ data: { changedByName: erasedName, reason: null } });
}

/** Proposals about their wallets, loans and limits, which show them by name. */
async function eraseProposals(
  tx: TenantTransaction,
  { userId, walletIds, erasedName }: Erasure,
): Promise<void> {
  const loans = await tx.loan.findMany({
    where: { userId },
    take: mostWallets,
    select: { id: true },
  });
  const limits = await tx.transactionLimit.findMany({
    where: { scope: 'USER', scopeKey: userId },
    take: 1,
    select: { id: true },
  });
  await tx.proposal.updateMany({
    where: {
      OR: [
        { entityType: 'Wallet', entityId: { in: [...walletIds] } },
        { entityType: 'Loan', entityId: { in: loans.map(({ id }) => id) } },
        {
          entityType: 'TransactionLimit',
          entityId: { in: [`USER:${userId}`, ...limits.map(({ id }) => id)] },
        },
      ],
    },
    data: { entityName: erasedName, input: {}, reason: '', decisionReason: null },
  });
}

/** Why somebody was to sign for an account, or to weigh more; whom it was about stays, for the account's history has it. */
async function eraseReasonsForPower(tx: TenantTransaction, userId: string): Promise<void> {
  await executeReviewed(
    tx,
    eraseAccountChanges,
    Prisma.sql`UPDATE "Proposal"
      SET "reason" = '', "decisionReason" = NULL, "input" = "input" - 'reason', "updatedAt" = now()
      WHERE "entityType" = 'BusinessAccount'
        AND ("input"->>'userId' = ${userId} OR "input"->>'signatoryId' IN (
          SELECT "id"::text FROM "BusinessSignatory" WHERE "userId" = ${userId}::uuid))`,
  );
}
