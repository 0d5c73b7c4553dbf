import type pg from 'pg';

/*
 * A past for a tenant: rounds in which everybody sends once and receives once, six entries for each
 * transfer, with sequences that go on without a gap. Filled in as the owner, past triggers and keys
 * to other tables, which would only cost time here: the rows are what they would be.
 */
const fill = `
WITH sides AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY w."id") - 1 AS i, w."id", w."userId", w."entryCount" AS base,
         w."cachedBalance" AS balance
  FROM "Wallet" w WHERE w."tenantId" = $1 AND w."kind" = 'PERSONAL'
), stripes AS MATERIALIZED (
  SELECT split_part("systemKey", ':', 1) AS kind, split_part("systemKey", ':', 2)::bigint AS stripe, "id",
         "entryCount" AS base, "cachedBalance" AS balance
  FROM "Wallet" WHERE "tenantId" = $1 AND "kind" IN ('CLEARING', 'FEES')
), made AS MATERIALIZED (
  SELECT k, f.i, f."id" AS from_id, f."userId" AS user_id, f.base AS from_base, f.balance AS from_balance,
         t."id" AS to_id, t.base AS to_base, t.balance AS to_balance, moment, uuidv7(moment - now()) AS transfer_id,
         c."id" AS clearing_id, c.base AS clearing_base, c.balance AS clearing_balance,
         e."id" AS fees_id, e.base AS fees_base, e.balance AS fees_balance, (k - $3) * ($2::bigint / 16) + f.i / 16 AS turn
  FROM generate_series($3::bigint, $4::bigint - 1) AS k
  CROSS JOIN sides f
  JOIN sides t ON t.i = (f.i + 1 + k % ($2::bigint - 1)) % $2::bigint
  JOIN stripes c ON c.kind = 'CLEARING' AND c.stripe = f.i % 16
  JOIN stripes e ON e.kind = 'FEES' AND e.stripe = f.i % 16
  -- The first round is of the last 30 days, all others, in their order, of the half year before.
  CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now() - CASE WHEN k = 0 THEN 29 * f.i / $2::float8
    ELSE 31 + 180 * (1 - (k - $5::bigint + f.i / $2::float8) / ($6::bigint - $5)) END * interval '1 day') AS moment) m
), transfers AS (
  INSERT INTO "Transfer" ("tenantId", "id", "requestId", "contentDigest", "kind", "status", "fromWalletId",
    "toWalletId", "amount", "fee", "reference", "clearingWalletId", "senderUserId", "riskScore", "commandId",
    "onChainTxId", "createdByKind", "createdById", "createdByName", "settledAt", "createdAt", "updatedAt")
  SELECT $1, transfer_id, 'user:' || user_id || ':' || transfer_id, sha256(uuid_send(transfer_id)), 'TRANSFER',
    'CONFIRMED', from_id, to_id, 1, 0.01, 'rent', clearing_id, user_id, 0, uuidv7(moment - now()),
    encode(sha256(uuid_send(transfer_id)), 'hex'), 'USER', user_id, 'Ada Byron', moment, moment, moment
  FROM made ORDER BY moment
)
INSERT INTO "Transaction" ("tenantId", "id", "transferId", "walletId", "sequence", "type", "counterparty", "amount",
  "balanceAfter", "onChainTxId", "timestamp", "createdAt")
SELECT $1, uuidv7(moment - now()), transfer_id, e.wallet, e.sequence, e.type::"TransactionType", e.other, e.amount,
  e.after, CASE WHEN part > 3 THEN encode(sha256(uuid_send(transfer_id)), 'hex') END, moment, moment
FROM made m CROSS JOIN LATERAL (VALUES
  (1, from_id, from_base + 3 * (k - $3) + 1, 'SENT', to_id, -1, from_balance - 0.01 * (k - $3) - 1),
  (2, from_id, from_base + 3 * (k - $3) + 2, 'FEE', NULL, -0.01, from_balance - 0.01 * (k - $3) - 1.01),
  (3, clearing_id, clearing_base + 2 * turn + 1, 'RECEIVED', from_id, 1.01, clearing_balance + 1.01),
  (4, clearing_id, clearing_base + 2 * turn + 2, 'SENT', to_id, -1.01, clearing_balance),
  (5, to_id, to_base + 3 * (k - $3) + 3, 'RECEIVED', from_id, 1, to_balance - 0.01 * (k - $3) - 0.01),
  (6, fees_id, fees_base + turn + 1, 'FEE', from_id, 0.01, fees_balance + 0.01 * (turn + 1))
) AS e(part, wallet, sequence, type, other, amount, after)
ORDER BY moment, transfer_id, part`;

const carryOver = `
UPDATE "Wallet" w SET
  "entryCount" = w."entryCount" + CASE w."kind" WHEN 'PERSONAL' THEN 3 WHEN 'CLEARING' THEN 2 * $2::bigint / 16 ELSE $2::bigint / 16 END * $3::bigint,
  "cachedBalance" = w."cachedBalance" + CASE w."kind" WHEN 'PERSONAL' THEN -0.01 WHEN 'FEES' THEN 0.01 * $2::bigint / 16 ELSE 0 END * $3::bigint
WHERE w."tenantId" = $1 AND w."kind" IN ('PERSONAL', 'CLEARING', 'FEES')`;

/** Rounds of one statement. */
const roundsAtATime = 20;

/** Fills in the rounds from `done` up to `wanted`. `people` is how many there are, a multiple of 16. */
export async function fillHistory(
  owner: pg.Client,
  tenantId: string,
  {
    people,
    done,
    wanted,
  }: { readonly people: number; readonly done: number; readonly wanted: number },
): Promise<void> {
  await owner.query('SET session_replication_role = replica');
  await owner.query('SET synchronous_commit = off');
  await owner.query(`SET work_mem = '128MB'`);
  for (let from = done; from < wanted; from += roundsAtATime) {
    const until = Math.min(wanted, from + roundsAtATime);
    await owner.query('BEGIN');
    await owner.query(fill, [tenantId, people, from, until, done, wanted]);
    await owner.query(carryOver, [tenantId, people, until - from]);
    await owner.query('COMMIT');
  }
  await owner.query('VACUUM ANALYZE');
}
