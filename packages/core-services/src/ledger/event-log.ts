import {
  defineReviewedSql,
  executeReviewed,
  Prisma,
  type TenantTransaction,
} from '@freehold/core-db';
import { derivedId } from './derived-id.ts';
import type { LedgerEvent } from './ledger-gateway.ts';

const insertLog = defineReviewedSql(
  'eventLog.insert',
  'a hundred events at a time: one statement for any number, planned once',
  { writes: ['EventLog'] },
);

/** Writes events into the log; those that stand there already are left as they are. */
export async function writeEventLog(
  tx: TenantTransaction,
  tenantId: string,
  events: readonly LedgerEvent[],
): Promise<void> {
  const rows = events.map((event) => toLogRow(tenantId, event));
  await executeReviewed(
    tx,
    insertLog,
    Prisma.sql`INSERT INTO "EventLog" ("id", "fabricTxId", "blockNumber", "eventIndex", "channel",
        "chaincode", "eventName", "eventVersion", "payload", "txTimestamp")
      SELECT r."id", r."fabricTxId", r."blockNumber", r."eventIndex", r."channel", r."chaincode",
        r."eventName", r."eventVersion", coalesce(r."payload", 'null'), r."txTimestamp"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
        "id" uuid, "fabricTxId" text, "blockNumber" bigint, "eventIndex" int, "channel" text,
        "chaincode" text, "eventName" text, "eventVersion" int, "payload" jsonb,
        "txTimestamp" timestamptz)
      ON CONFLICT DO NOTHING`,
  );
}

function toLogRow(tenantId: string, event: LedgerEvent) {
  const { txId, channel, blockNumber, eventIndex, chaincode, name, version, timestamp } = event;
  const place = `${tenantId}:${channel}:${blockNumber}:${eventIndex}`;
  return {
    id: derivedId(timestamp.getTime(), `event:${place}`),
    fabricTxId: txId,
    blockNumber: blockNumber.toString(),
    eventIndex,
    channel,
    chaincode: chaincode.slice(0, 40),
    eventName: name.slice(0, 80),
    eventVersion: version,
    payload: event.payload,
    txTimestamp: timestamp,
  };
}
