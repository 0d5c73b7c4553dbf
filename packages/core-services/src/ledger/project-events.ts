/*
 * From the ledger to the tables. A transaction holds the projector's checkpoint locked, writes the
 * event log, carries the event out inside a savepoint, and moves the checkpoint: so each event takes
 * effect exactly once, and two projectors of one name never run at once. What cannot be carried out
 * goes to the dead letters with its reason, and the stream goes on. Several events share a
 * transaction only through a projection's batch handler, which writes one audit row, last: an audit
 * row before other work would keep the tenant's audit chain locked while the next event waits for a
 * row that somebody else holds, who waits for the chain. Where they cannot be carried out together
 * nothing of the transaction stays, and each goes by itself.
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
import { closeDeadLetter, findDeadLetter, writeDeadLetter } from './dead-letters.ts';
import { writeEventLog } from './event-log.ts';
import type { EventBatch, LedgerEvent } from './ledger-gateway.ts';
import { findHandling } from './projections/find-handler.ts';
import { checkpointOf, toParts, type Checkpoint, type Part } from './projection-parts.ts';
import { ProjectionError, type BatchHandler, type Projection } from './projections/projection.ts';

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
  { writes: [] },
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
export async function projectEvents(run: ProjectionRun): Promise<ProjectionResult> {
  let { from } = run;
  const queue = toParts(run.projection, run.batch);
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const result = await projectPart(run, from, part);
    if (result === 'SPLIT') {
      queue.unshift(...splitPart(part));
      continue;
    }
    if (result !== 'APPLIED') return result;
    from = part.through;
  }
  return 'APPLIED';
}

export type ProjectionResult = 'APPLIED' | 'BUSY' | 'MOVED';

interface LockedState extends Checkpoint {
  readonly rebuildThrough: bigint | null;
  readonly rebuildFinishedAt: Date | null;
  /** Whether this projector set one of the events aside, or one beside them. */
  readonly hasLetters: boolean;
}

/** Events that were to be carried out together cannot be. */
class NotTogetherError extends Error {
  override readonly name = 'NotTogetherError';
}

/** SPLIT when events that were to be carried out together cannot be. */
async function projectPart(
  run: ProjectionRun,
  from: Checkpoint,
  part: Part,
): Promise<ProjectionResult | 'SPLIT'> {
  try {
    return await inTransaction(run.ctx.db, (tx) => projectOnce(tx, run, from, part));
  } catch (error) {
    if (error instanceof NotTogetherError) return 'SPLIT';
    throw error;
  }
}

async function projectOnce(
  tx: TenantTransaction,
  run: ProjectionRun,
  from: Checkpoint,
  part: Part,
): Promise<ProjectionResult> {
  const { ctx, projection, channel } = run;
  const [first, last] = [part.events[0], part.events.at(-1)];
  const [state] = await queryReviewed<LockedState>(
    tx,
    lockState,
    Prisma.sql`SELECT s."lastBlock", s."lastEventIndex", s."rebuildThrough", s."rebuildFinishedAt",
        EXISTS (
          SELECT FROM "EventDLQ" d
          WHERE d."projectorName" = s."projectorName" AND d."channel" = s."channel"
            AND d."blockNumber" BETWEEN ${first?.blockNumber ?? null}::bigint
              AND ${last?.blockNumber ?? null}::bigint) AS "hasLetters"
      FROM "ProjectorState" s
      WHERE s."projectorName" = ${projection.name} AND s."channel" = ${channel}
      FOR NO KEY UPDATE SKIP LOCKED`,
  );
  if (state === undefined) return 'BUSY';
  if (!isSameCheckpoint(state, from)) return 'MOVED';
  await carryOut(tx, run, part, state);
  await tx.projectorState.updateMany({
    where: { projectorName: projection.name, channel },
    data: {
      ...part.through,
      ...(last === undefined ? {} : { lastEventAt: last.timestamp }),
      ...(isRebuilt(state, part) ? { rebuildFinishedAt: ctx.clock() } : {}),
    },
  });
  await run.beforeCommit?.();
  return 'APPLIED';
}

function isRebuilt({ rebuildThrough, rebuildFinishedAt }: LockedState, { through }: Part): boolean {
  if (rebuildThrough === null || rebuildFinishedAt !== null) return false;
  return through.lastBlock >= rebuildThrough;
}

function splitPart({ events, through }: Part): Part[] {
  return events.map((event, index) => ({
    events: [event],
    through: index === events.length - 1 ? through : checkpointOf(event),
    handler: null,
  }));
}

function isSameCheckpoint(left: Checkpoint, right: Checkpoint): boolean {
  return left.lastBlock === right.lastBlock && left.lastEventIndex === right.lastEventIndex;
}

async function carryOut(
  tx: TenantTransaction,
  run: ProjectionRun,
  { events, handler }: Part,
  { hasLetters }: LockedState,
): Promise<void> {
  if (handler === null) {
    for (const event of events) await carryOutAlone(tx, run, event);
  } else {
    if (hasLetters) throw new NotTogetherError();
    await carryOutTogether(tx, run, handler, events);
  }
}

async function carryOutTogether(
  tx: TenantTransaction,
  { ctx }: ProjectionRun,
  handler: BatchHandler,
  events: readonly LedgerEvent[],
): Promise<void> {
  try {
    await writeEventLog(tx, ctx.tenant.id, events);
    await handler(tx, ctx, events);
  } catch (error) {
    // Throws what may go better later; with anything else each event is tried by itself.
    toReason(error);
    throw new NotTogetherError();
  }
}

async function carryOutAlone(
  tx: TenantTransaction,
  run: ProjectionRun,
  event: LedgerEvent,
): Promise<void> {
  const { ctx, projection } = run;
  await writeEventLog(tx, ctx.tenant.id, [event]);
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
