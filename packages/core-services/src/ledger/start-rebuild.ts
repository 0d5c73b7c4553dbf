import { AppError } from '@freehold/core-contracts/errors';
import { mainChannel } from '@freehold/core-contracts/ledger';
import type { RebuildProgress, StartRebuildInput } from '@freehold/core-contracts/pipeline';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { actorName, type ServiceContext } from '../context.ts';
import { readCheckpoint } from './project-events.ts';
import { findProjection } from './projections/find-handler.ts';
import type { Projection } from './projections/projection.ts';

const progressFields = {
  projectorName: true,
  channel: true,
  lastBlock: true,
  rebuildThrough: true,
  rebuildStartedAt: true,
  rebuildStartedByName: true,
  rebuildFinishedAt: true,
} as const;

/** Most projectors that are shown; a tenant has a handful. */
const maxProjectors = 100;

/**
 * Sets a projector back to block 0, from where the workers carry every event out again. Throws
 * NOT_FOUND `entity.not_found` for an unknown projector and CONFLICT `projector.rebuilding` while
 * an earlier rebuild is under way.
 */
export async function startRebuild({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: StartRebuildInput;
}): Promise<RebuildProgress> {
  const { projectorName, reason } = input;
  const projection = findProjection(projectorName);
  if (projection === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'projector' });
  }
  const chain = await ctx.db.ledgerChain.findFirst({
    where: { channel: mainChannel },
    select: { blockNumber: true },
  });
  const head = chain?.blockNumber ?? -1n;
  const progress = await setBack(ctx, { projection, channel: mainChannel, head, reason });
  ctx.wake('outbox');
  return progress;
}

/** Sets a checkpoint back and empties what the projection must write anew, in one transaction. Throws CONFLICT `projector.rebuilding`. */
export async function setBack(
  ctx: ServiceContext,
  {
    projection,
    channel,
    head,
    reason,
  }: {
    readonly projection: Projection;
    readonly channel: string;
    /** Where the chain stands: there the rebuild is done. */
    readonly head: bigint;
    readonly reason: string;
  },
): Promise<RebuildProgress> {
  const where = { projectorName: projection.name, channel };
  await readCheckpoint(ctx, projection.name, channel);
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock();
    const [state] = await tx.projectorState.updateManyAndReturn({
      where: {
        ...where,
        OR: [{ rebuildStartedAt: null }, { rebuildFinishedAt: { not: null } }],
      },
      data: {
        lastBlock: -1n,
        lastEventIndex: -1,
        rebuildThrough: head,
        rebuildStartedAt: now,
        rebuildStartedByName: actorName(ctx.actor),
        rebuildFinishedAt: head < 0n ? now : null,
      },
      select: progressFields,
    });
    if (state === undefined) {
      throw new AppError('CONFLICT', 'projector.rebuilding', { projectorName: projection.name });
    }
    await projection.reset?.(tx, ctx);
    await recordAudit(tx, ctx, {
      action: 'projector.rebuild',
      entityType: 'ProjectorState',
      entityId: `${projection.name}:${channel}`.slice(0, 80),
      reason,
      changes: { blocks: (head + 1n).toString() },
    });
    return toProgress(state);
  });
}

/** How far each projector's rebuild is: the one under way, or the last one. */
export async function listRebuilds({ ctx }: { ctx: ServiceContext }): Promise<RebuildProgress[]> {
  const states = await ctx.db.projectorState.findMany({
    orderBy: [{ projectorName: 'asc' }, { channel: 'asc' }],
    take: maxProjectors,
    select: progressFields,
  });
  return states.map(toProgress);
}

function toProgress(state: {
  readonly projectorName: string;
  readonly channel: string;
  readonly lastBlock: bigint;
  readonly rebuildThrough: bigint | null;
  readonly rebuildStartedAt: Date | null;
  readonly rebuildStartedByName: string | null;
  readonly rebuildFinishedAt: Date | null;
}): RebuildProgress {
  const { projectorName, channel, lastBlock, rebuildStartedAt, rebuildFinishedAt } = state;
  const totalBlocks = (state.rebuildThrough ?? -1n) + 1n;
  const isRunning = rebuildStartedAt !== null && rebuildFinishedAt === null;
  const reached = lastBlock + 1n < totalBlocks ? lastBlock + 1n : totalBlocks;
  return {
    projectorName,
    channel,
    isRunning,
    doneBlocks: isRunning ? reached : totalBlocks,
    totalBlocks,
    startedAt: rebuildStartedAt,
    startedByName: state.rebuildStartedByName,
    finishedAt: rebuildFinishedAt,
  };
}
