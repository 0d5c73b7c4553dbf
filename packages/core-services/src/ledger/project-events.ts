/*
 * From the ledger to the tables. A transaction per event holds the projector's checkpoint locked,
 * writes the event log, carries the event out inside a savepoint, and moves the checkpoint: so each
 * event takes effect exactly once, and two projectors of one name never run at once. What cannot be
 * carried out goes to the dead letters with its reason, and the stream goes on. Not several events
 * in one transaction: the first one's audit row would keep the tenant's audit chain locked while
 * the next one waits for a row that somebody else holds, who waits for the chain.
 */
import {
  defineReviewedSql,
  inTransaction,
  isTransientError,
  Prisma,
  queryReviewed,
  toAppError,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { closeDeadLetter, findDeadLetter, toJson, writeDeadLetter } from './dead-letters.ts';
import { derivedId } from './derived-id.ts';
import type { EventBatch, LedgerEvent } from './ledger-gateway.ts';
import { findHandling } from './projections/find-handler.ts';
import { ProjectionError, type Projection } from './projections/projection.ts';

export interface Checkpoint {
  readonly lastBlock: bigint;
  readonly lastEventIndex: number;
}

export interface ProjectionRun {
  readonly ctx: ServiceContext;
  readonly projection: Projection;
  readonly channel: string;
  /** The checkpoint that the batch was read from. */
  readonly from: Checkpoint;
  readonly batch: EventBatch;
  /** Runs last inside each transaction. */
  readonly beforeCommit?: () => void | Promise<void>;
}

const lockState = defineReviewedSql(
  'projectorState.lock',
  'Take the checkpoint or go on without it: SKIP LOCKED is not among the operations of the client',
);

/** The checkpoint of a projector, made where there is none. */
export async function readCheckpoint(
  ctx: ServiceContext,
  projectorName: string,
  channel: string,
): Promise<Checkpoint> {
  const where = { projectorName, channel };
  const select = { lastBlock: true, lastEventIndex: true } as const;
  const state = await ctx.db.projectorState.findFirst({ where, select });
  if (state !== null) return state;
  await ctx.db.projectorState.createMany({ data: [where], skipDuplicates: true });
  return ctx.db.projectorState.findFirstOrThrow({ where, select });
}

/**
 * Carries a batch of events out. BUSY when another projector of that name is at work, MOVED when
 * one has been since the batch was read; what was carried out before that stays so.
 */
export async function projectEvents(run: ProjectionRun): Promise<'APPLIED' | 'BUSY' | 'MOVED'> {
  let { from } = run;
  for (const part of toParts(run.batch)) {
    const result = await projectPart(run, from, part);
    if (result !== 'APPLIED') return result;
    from = checkpointAfter(from, part);
  }
  return 'APPLIED';
}

interface Part {
  /** Null for the blocks without an event at the end of a batch. */
  readonly event: LedgerEvent | null;
  readonly throughBlock: bigint;
}

function toParts({ events, throughBlock }: EventBatch): Part[] {
  const parts: Part[] = events.map((event) => ({ event, throughBlock: event.blockNumber }));
  const isRest = (parts.at(-1)?.throughBlock ?? -1n) < throughBlock;
  return isRest ? [...parts, { event: null, throughBlock }] : parts;
}

function checkpointAfter(from: Checkpoint, { event, throughBlock }: Part): Checkpoint {
  if (event !== null) return { lastBlock: throughBlock, lastEventIndex: event.eventIndex };
  return throughBlock === from.lastBlock ? from : { lastBlock: throughBlock, lastEventIndex: -1 };
}

function projectPart(
  run: ProjectionRun,
  from: Checkpoint,
  part: Part,
): Promise<'APPLIED' | 'BUSY' | 'MOVED'> {
  const { ctx, projection, channel } = run;
  return inTransaction(ctx.db, async (tx) => {
    const [state] = await queryReviewed<Checkpoint>(
      tx,
      lockState,
      Prisma.sql`SELECT "lastBlock", "lastEventIndex" FROM "ProjectorState"
        WHERE "projectorName" = ${projection.name} AND "channel" = ${channel}
        FOR NO KEY UPDATE SKIP LOCKED`,
    );
    if (state === undefined) return 'BUSY';
    if (!isSameCheckpoint(state, from)) return 'MOVED';
    if (part.event !== null) await carryOut(tx, run, part.event);
    await tx.projectorState.updateMany({
      where: { projectorName: projection.name, channel },
      data: {
        ...checkpointAfter(from, part),
        ...(part.event === null ? {} : { lastEventAt: part.event.timestamp }),
      },
    });
    await run.beforeCommit?.();
    return 'APPLIED';
  });
}

function isSameCheckpoint(left: Checkpoint, right: Checkpoint): boolean {
  return left.lastBlock === right.lastBlock && left.lastEventIndex === right.lastEventIndex;
}

async function carryOut(
  tx: TenantTransaction,
  { ctx, projection }: ProjectionRun,
  event: LedgerEvent,
): Promise<void> {
  await tx.eventLog.createMany({
    data: [toLogRow(ctx.tenant.id, event)],
    skipDuplicates: true,
  });
  const letter = await findDeadLetter(tx, projection.name, event);
  // A rebuild meets it again; somebody decided that it is not to take effect.
  if (letter?.status === 'DISCARDED') return;
  const reason = await applyEvent(tx, ctx, projection, event);
  if (reason !== null) await writeDeadLetter(tx, ctx, { projection, event, reason, letter });
  else if (letter?.status === 'OPEN') await closeDeadLetter(tx, ctx, letter.id);
}

/** Null when the event took effect or is another projection's, else why it did not. Throws what may go better later. */
export async function applyEvent(
  tx: TenantTransaction,
  ctx: ServiceContext,
  projection: Projection,
  event: LedgerEvent,
): Promise<string | null> {
  const handling = findHandling(projection, event);
  if (handling.kind === 'SKIP') return null;
  if (handling.kind === 'UNKNOWN') return handling.reason;
  try {
    await inTransaction(tx, (savepoint) => handling.handler(savepoint, ctx, event));
    return null;
  } catch (error) {
    return toReason(error);
  }
}

function toReason(error: unknown): string {
  if (error instanceof ProjectionError) return error.message;
  const { kind, code } = toAppError(error);
  // Somebody changed the row at the same moment: what is read next time is the newer version.
  const isLostRace = kind === 'PRECONDITION_FAILED';
  if (kind === 'UNAVAILABLE' || isLostRace || isTransientError(error)) throw error;
  // The database's own text quotes rows; the code is enough to find the cause in the log.
  return `The projection failed: ${code}`;
}

function toLogRow(tenantId: string, event: LedgerEvent) {
  const { txId, channel, blockNumber, eventIndex, chaincode, name, version, timestamp } = event;
  const place = `${tenantId}:${channel}:${blockNumber}:${eventIndex}`;
  return {
    id: derivedId(timestamp.getTime(), `event:${place}`),
    fabricTxId: txId,
    blockNumber,
    eventIndex,
    channel,
    chaincode: chaincode.slice(0, 40),
    eventName: name.slice(0, 80),
    eventVersion: version,
    payload: toJson(event.payload),
    txTimestamp: timestamp,
  };
}
