import { mainChannel } from '@freehold/core-contracts/ledger';
import { defineReviewedSql, Prisma, queryReviewed, type TenantClient } from '@freehold/core-db';
import { toStep, type BatchRow, type BrokenRow, type MoneyCheck } from './money-check.ts';

const readWallets = defineReviewedSql(
  'money.checkLedger',
  'a batch of wallets is compared with the ledger’s own book in one moment',
);
const readTotals = defineReviewedSql(
  'money.checkLedgerTotals',
  'what belongs to nobody is compared with the ledger’s own book in one moment',
);

// A transfer in CLEARING may or may not have been carried out by the ledger already: it remembers
// those it has. What it has not was not taken from the sender there; what it has was paid there.
const pending = Prisma.sql`
  pending AS MATERIALIZED (
    SELECT t."id", t."kind"::text, t."fromWalletId", t."toWalletId", t."amount", t."fee", EXISTS (
      SELECT FROM "LedgerState" s
      WHERE s."tenantId" = t."tenantId" AND s."channel" = ${mainChannel}
        AND s."key" = 'tokenomics/transfer/' || t."id"
    ) AS "isCarriedOut"
    FROM "Transfer" t WHERE t."status" = 'PENDING'
  )`;

/** Each wallet is what the embedded ledger says it is, but for what is under way; so are fees, tax and what was issued. */
export const checkLedger: MoneyCheck = {
  name: 'ledger',
  says: 'the book of the ledger says the same',
  async step(db, cursor, limit) {
    if (cursor === null) {
      const chain = await db.ledgerChain.findFirst({
        where: { channel: mainChannel, fabricChannel: null },
        select: { channel: true },
      });
      // Another ledger keeps its book elsewhere.
      if (chain === null) return { checked: 0, cursor: null, broken: null };
      const broken = await checkTotals(db);
      if (broken !== null) return { checked: 0, cursor: null, broken };
    }
    const [row] = await queryReviewed<BatchRow>(
      db,
      readWallets,
      Prisma.sql`
        WITH batch AS MATERIALIZED (
          SELECT "tenantId", "id", "kind"::text, "cachedBalance" FROM "Wallet"
          WHERE ${cursor}::uuid IS NULL OR "id" > ${cursor}::uuid
          ORDER BY "id" LIMIT ${limit}
        ), ${pending}, leaving AS (
          SELECT "fromWalletId" AS "walletId", sum("amount" + "fee") AS amount
          FROM pending WHERE NOT "isCarriedOut" GROUP BY "fromWalletId"
        ), coming AS (
          SELECT coalesce(l."toWalletId", p."toWalletId") AS "walletId", sum(coalesce(l."amount", p."amount")) AS amount
          FROM pending p
          LEFT JOIN "TransferLeg" l ON p."toWalletId" IS NULL AND l."transferId" = p."id"
          WHERE p."isCarriedOut" GROUP BY 1
        ), broken AS (
          SELECT * FROM (
            SELECT b."id", coalesce((s."value" ->> 'balance')::numeric, 0) AS theirs,
                   b."cachedBalance" + coalesce(l.amount, 0) + coalesce(c.amount, 0) AS ours
            FROM batch b
            LEFT JOIN "LedgerState" s ON s."tenantId" = b."tenantId" AND s."channel" = ${mainChannel}
              AND s."key" = 'tokenomics/wallet/' || b."id"
            LEFT JOIN leaving l ON l."walletId" = b."id"
            LEFT JOIN coming c ON c."walletId" = b."id"
            WHERE b."kind" IN ('PERSONAL', 'ORGANIZATION', 'LOAN_POOL')
          ) compared
          WHERE theirs <> ours ORDER BY "id" LIMIT 1
        )
        SELECT (SELECT count(*) FROM batch)::integer AS checked,
               (SELECT "id" FROM batch ORDER BY "id" DESC LIMIT 1) AS "last",
               (SELECT "id" FROM broken) AS "brokenId",
               (SELECT format('it should be %s on the ledger, where it is %s', trim_scale(ours), trim_scale(theirs))
                FROM broken) AS reason`,
    );
    return toStep(row, 'Wallet', limit);
  },
};

interface Total {
  readonly id: string;
  readonly ours: string;
  readonly theirs: string;
}

async function checkTotals(db: TenantClient): Promise<BrokenRow | null> {
  const [broken] = await queryReviewed<Total>(
    db,
    readTotals,
    Prisma.sql`
      WITH ${pending}, own AS (
        SELECT
          coalesce(sum("cachedBalance") FILTER (WHERE "kind" = 'FEES'), 0)
            + (SELECT coalesce(sum("fee"), 0) FROM pending WHERE "isCarriedOut") AS fees,
          coalesce(sum("cachedBalance") FILTER (WHERE "kind" = 'TAX'), 0)
            + (SELECT coalesce(sum("amount"), 0) FROM pending WHERE "isCarriedOut" AND "kind" = 'TAX') AS tax,
          coalesce(-sum("cachedBalance") FILTER (WHERE "kind" = 'TREASURY'), 0)
            - (SELECT coalesce(sum("amount"), 0) FROM pending
               WHERE NOT "isCarriedOut" AND "kind" = 'GENESIS') AS issued
        FROM "Wallet" WHERE "systemKey" IS NOT NULL
      )
      SELECT total."key" AS id, trim_scale(total.ours)::text AS ours, trim_scale(book.theirs)::text AS theirs
      FROM own
      CROSS JOIN LATERAL (VALUES ('tokenomics/fees', fees), ('tokenomics/tax', tax), ('tokenomics/issued', issued))
        AS total("key", ours)
      CROSS JOIN LATERAL (
        SELECT coalesce((SELECT (s."value" ->> 'amount')::numeric FROM "LedgerState" s
          WHERE s."channel" = ${mainChannel} AND s."key" = total."key"), 0) AS theirs
      ) book
      WHERE total.ours <> book.theirs ORDER BY total."key" LIMIT 1`,
  );
  if (broken === undefined) return null;
  const { id, ours, theirs } = broken;
  return {
    entity: 'Ledger',
    id,
    reason: `it should be ${ours} on the ledger, where it is ${theirs}`,
  };
}
