import { mainChannel } from '@freehold/core-contracts/ledger';
import {
  defineReviewedSql,
  executeReviewed,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { toHex, type HashedTransaction } from './ledger-hash.ts';
import type { LedgerReceipt } from './ledger-gateway.ts';

/*
 * The rows of an embedded chain. A block has any number of them, and a statement of the client is
 * planned anew for each number; these are planned once.
 */
const upsertState = defineReviewedSql(
  'ledgerState.upsert',
  'a block writes its world state in one statement: the client has no upsert of many rows',
  { writes: ['LedgerState'] },
);

const selectKnown = defineReviewedSql(
  'ledgerTransaction.known',
  'a batch has another length each time: one statement for any, planned once',
);

const insertTransactions = defineReviewedSql(
  'ledgerTransaction.insert',
  'a block has any number of transactions: one statement, planned once',
  { writes: ['LedgerTransaction'] },
);

const selectState = defineReviewedSql(
  'ledgerState.read',
  'a block reads any number of keys: one statement, planned once',
);

export interface BlockPlace {
  readonly tenantId: string;
  readonly channel: string;
  readonly blockNumber: bigint;
  readonly createdAt: Date;
}

export interface KnownTransaction extends LedgerReceipt {
  readonly commandId: string;
  readonly commandType: string;
  readonly payload: unknown;
}

/** Transactions that the chain has of commands. */
export function findKnown(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<KnownTransaction[]> {
  return queryReviewed<KnownTransaction>(
    tx,
    selectKnown,
    Prisma.sql`SELECT "commandId", "txId", "blockNumber", "validationCode",
        "commandType"::text AS "commandType", "payload"
      FROM "LedgerTransaction" WHERE "commandId" = ANY (${ids}::uuid[])`,
  );
}

export interface TransactionRow extends HashedTransaction {
  readonly hash: Uint8Array;
}

/**
 * Writes the transactions of a block. A database error where the chain has one of them, or another of
 * its command, already.
 */
export async function writeTransactions(
  tx: TenantTransaction,
  { channel, blockNumber, createdAt }: BlockPlace,
  rows: readonly TransactionRow[],
): Promise<void> {
  await executeReviewed(
    tx,
    insertTransactions,
    Prisma.sql`INSERT INTO "LedgerTransaction" ("channel", "blockNumber", "createdAt", "txId",
        "indexInBlock", "commandId", "commandType", "chaincode", "payload", "events",
        "validationCode", "hash")
      SELECT ${channel}, ${blockNumber}::bigint, ${createdAt}::timestamptz, r."txId",
        r."indexInBlock", r."commandId", r."commandType"::"CommandType", r."chaincode",
        r."payload", r."events", r."validationCode", decode(r."hash", 'hex')
      FROM jsonb_to_recordset(${JSON.stringify(rows.map(toStored))}::jsonb) AS r(
        "txId" text, "indexInBlock" int, "commandId" uuid, "commandType" text, "chaincode" text,
        "payload" jsonb, "events" jsonb, "validationCode" text, "hash" text)`,
  );
}

function toStored({ hash, ...row }: TransactionRow) {
  const { indexInBlock, txId, commandId, commandType, chaincode } = row;
  const { payload, events, validationCode } = row;
  const placed = { indexInBlock, txId, commandId, commandType, chaincode };
  return { ...placed, payload, events, validationCode, hash: toHex(hash) };
}

export interface StateWrite {
  readonly key: string;
  readonly value: unknown;
  readonly txId: string | undefined;
}

/** Writes what a block leaves in the world state, over what was there; each key at most once. */
export async function writeState(
  tx: TenantTransaction,
  { channel, blockNumber, createdAt }: BlockPlace,
  state: readonly StateWrite[],
): Promise<void> {
  await executeReviewed(
    tx,
    upsertState,
    Prisma.sql`INSERT INTO "LedgerState" ("channel", "key", "value", "txId", "blockNumber")
        SELECT ${channel}, w."key", w."value", w."txId", ${blockNumber}::bigint
        FROM jsonb_to_recordset(${JSON.stringify(state)}::jsonb)
          AS w("key" text, "value" jsonb, "txId" text)
        ON CONFLICT ("tenantId", "channel", "key") DO UPDATE
        SET "value" = excluded."value", "txId" = excluded."txId",
          "blockNumber" = excluded."blockNumber", "updatedAt" = ${createdAt}::timestamptz`,
  );
}

/** What the world state says under keys; a key that was never written is missing. */
export async function loadState(
  tx: TenantTransaction,
  keys: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await queryReviewed<{ readonly key: string; readonly value: unknown }>(
    tx,
    selectState,
    Prisma.sql`SELECT "key", "value" FROM "LedgerState"
      WHERE "channel" = ${mainChannel} AND "key" = ANY (${keys}::text[])`,
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}
