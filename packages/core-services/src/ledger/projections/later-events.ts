/*
 * A dead letter is replayed after events that come after it in the chain. So that the tables are
 * those of the plain order all the same, a handler asks what was carried out about its subject since:
 * what a later event has changed is not changed back. Places are blocks and indexes in them, never
 * times, which on a network are the senders' own.
 */
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import type { LedgerEvent } from '../ledger-gateway.ts';

const listCarriedOut = defineReviewedSql(
  'eventLog.later',
  'places in the chain are compared as pairs, payloads by what they contain, and letters left out',
  { writes: [] },
);

/** Events of one name that bear on a subject: those whose payload contains `about`. */
export interface Bearing {
  readonly name: string;
  readonly about: Prisma.InputJsonObject;
}

export interface LaterEvent {
  readonly name: string;
  readonly payload: unknown;
}

export interface LaterRequest {
  readonly projection: string;
  readonly event: LedgerEvent;
  readonly bearings: readonly Bearing[];
  /** Whether a rebuild leaves the rows as they are: then all that it has yet to come to holds as well. */
  readonly isKept?: boolean;
}

/** Most later events about one subject that are looked at. */
const mostLater = 1000;

/**
 * What a projection has carried out about a subject although it comes after `event`, in the chain's
 * order; in the plain order nothing. An event that is set aside or discarded was not carried out.
 */
export async function listLater(
  tx: TenantTransaction,
  request: LaterRequest,
): Promise<readonly LaterEvent[]> {
  const { projection, event, isKept = false } = request;
  const { channel, blockNumber, eventIndex } = event;
  const state = await tx.projectorState.findFirst({
    where: { projectorName: projection, channel },
    select: { lastBlock: true, lastEventIndex: true, rebuildThrough: true },
  });
  if (state === null) return [];
  const { lastBlock, lastEventIndex } = isKept ? reachedBefore(state) : state;
  if (lastBlock < blockNumber) return [];
  if (lastBlock === blockNumber && lastEventIndex <= eventIndex) return [];
  return queryLater(
    tx,
    request,
    Prisma.sql`AND (e."blockNumber", e."eventIndex") <= (${lastBlock}, ${lastEventIndex}::int)`,
  );
}

const endOfBlock = 2 ** 31 - 1;

interface Reached {
  readonly lastBlock: bigint;
  readonly lastEventIndex: number;
  readonly rebuildThrough: bigint | null;
}

/** The checkpoint, or the end of the last rebuild where that is further: up to there the rows had come when it began. */
function reachedBefore({ rebuildThrough, ...checkpoint }: Reached) {
  if (rebuildThrough === null || rebuildThrough < checkpoint.lastBlock) return checkpoint;
  return { lastBlock: rebuildThrough, lastEventIndex: endOfBlock };
}

function queryLater(
  tx: TenantTransaction,
  { projection, event, bearings }: LaterRequest,
  upTo: Prisma.Sql,
): Promise<LaterEvent[]> {
  const { channel, blockNumber, eventIndex } = event;
  const isAbout = bearings.map(
    ({ name, about }) =>
      Prisma.sql`(e."eventName" = ${name} AND e."payload" @> ${JSON.stringify(about)}::jsonb)`,
  );
  return queryReviewed<LaterEvent>(
    tx,
    listCarriedOut,
    Prisma.sql`
      SELECT e."eventName" AS "name", e."payload"
      FROM "EventLog" e
      WHERE e."channel" = ${channel}
        AND (e."blockNumber", e."eventIndex") > (${blockNumber}, ${eventIndex}::int) ${upTo}
        AND (${Prisma.join(isAbout, ' OR ')})
        AND NOT EXISTS (
          SELECT 1 FROM "EventDLQ" d
          WHERE d."tenantId" = e."tenantId" AND d."projectorName" = ${projection}
            AND d."channel" = e."channel" AND d."blockNumber" = e."blockNumber"
            AND d."eventIndex" = e."eventIndex" AND d."status" <> 'REPLAYED')
      ORDER BY e."blockNumber", e."eventIndex"
      LIMIT ${mostLater}`,
  );
}

/**
 * Stamps of a row that an event changes: an event that others of its subject have overtaken leaves
 * the time of the last change, and may be what the row begins with.
 */
export function stampsBeside(
  row: { readonly createdAt: Date; readonly updatedAt: Date },
  { timestamp }: LedgerEvent,
  later: readonly LaterEvent[],
): { createdAt: Date; updatedAt: Date } {
  return {
    createdAt: timestamp < row.createdAt ? timestamp : row.createdAt,
    updatedAt: later.length === 0 ? timestamp : row.updatedAt,
  };
}
