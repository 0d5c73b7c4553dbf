/*
 * From the ledger to the tables. One transaction holds the projector's checkpoint locked, writes
 * the event log, carries every event out inside a savepoint of its own, and moves the checkpoint:
 * so each event takes effect exactly once, and two projectors of one name never run at once. What
 * cannot be carried out goes to the dead letters with its reason, and the stream goes on.
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
import { closeDeadLetter, readDeadLetters, toJson, writeDeadLetter } from './dead-letters.ts';
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
  /** Runs last inside the transaction. */
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
 * one has been since the batch was read; both leave everything as it was.
 */
export function projectEvents(run: ProjectionRun): Promise<'APPLIED' | 'BUSY' | 'MOVED'> {
  const { ctx, projection, channel, from, batch } = run;
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
    await applyBatch(tx, run);
    const last = batch.events.at(-1);
    const isInLastBlock = last?.blockNumber === batch.throughBlock;
    const isSameBlock = from.lastBlock === batch.throughBlock;
    await tx.projectorState.updateMany({
      where: { projectorName: projection.name, channel },
      data: {
        lastBlock: batch.throughBlock,
        lastEventIndex: isInLastBlock ? last.eventIndex : isSameBlock ? from.lastEventIndex : -1,
        ...(last === undefined ? {} : { lastEventAt: last.timestamp }),
      },
    });
    await run.beforeCommit?.();
    return 'APPLIED';
  });
}

function isSameCheckpoint(left: Checkpoint, right: Checkpoint): boolean {
  return left.lastBlock === right.lastBlock && left.lastEventIndex === right.lastEventIndex;
}

async function applyBatch(tx: TenantTransaction, run: ProjectionRun): Promise<void> {
  const { ctx, projection, channel, batch } = run;
  if (batch.events.length === 0) return;
  const { id: tenantId } = ctx.tenant;
  await tx.eventLog.createMany({
    data: batch.events.map((event) => toLogRow(tenantId, event)),
    skipDuplicates: true,
  });
  const known = await readDeadLetters(tx, { projectorName: projection.name, channel, batch });
  for (const event of batch.events) {
    const letter = known(event);
    // A rebuild meets it again; somebody decided that it is not to take effect.
    if (letter?.status === 'DISCARDED') continue;
    const reason = await applyEvent(tx, ctx, projection, event);
    if (reason !== null) await writeDeadLetter(tx, ctx, { projection, event, reason, letter });
    else if (letter?.status === 'OPEN') await closeDeadLetter(tx, ctx, letter.id);
  }
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
  if (kind === 'UNAVAILABLE' || isTransientError(error)) throw error;
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
