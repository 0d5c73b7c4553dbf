import { AppError } from '@freehold/core-contracts/errors';
import type { ManagePipelineInput, PipelineView } from '@freehold/core-contracts/pipeline';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import { actorName, type ServiceContext } from '../context.ts';
import { listProjectors } from './list-projectors.ts';

const entityType = 'LedgerPipeline';
/** Beyond this many, rows that wait are not counted one by one. */
const mostCounted = 10_000;
const fields = {
  isPaused: true,
  reason: true,
  changedByName: true,
  pausedAt: true,
  version: true,
} as const;
const neverPaused = {
  isPaused: false,
  reason: null,
  changedByName: null,
  pausedAt: null,
  version: 0,
} as const;

/** Whether the tenant's commands and events are worked off, and how much waits. */
export async function getPipeline({ ctx }: { ctx: ServiceContext }): Promise<PipelineView> {
  const { db } = ctx;
  const waiting = { restingStatus: 'PENDING' } as const;
  const [state, waitingCommands, oldest, failedCommands, openDeadLetters, projectors] =
    await Promise.all([
      db.ledgerPipeline.findFirst({ select: fields }),
      db.outboxCommand.count({ where: waiting, take: mostCounted }),
      db.outboxCommand.findFirst({
        where: waiting,
        orderBy: { position: 'asc' },
        select: { createdAt: true },
      }),
      db.outboxCommand.count({ where: { restingStatus: 'FAILED' }, take: mostCounted }),
      db.eventDLQ.count({ where: { status: 'OPEN' }, take: mostCounted }),
      listProjectors({ ctx }),
    ]);
  const waitMs = oldest === null ? 0 : ctx.clock().getTime() - oldest.createdAt.getTime();
  return {
    ...(state ?? neverPaused),
    waitingCommands,
    oldestWaitSeconds: Math.max(0, waitMs / 1000),
    failedCommands,
    openDeadLetters,
    lagBlocks: projectors.reduce(
      (most, { lagBlocks }) => (lagBlocks > most ? lagBlocks : most),
      0n,
    ),
    lagSeconds: oldestOf(projectors.map(({ lagSeconds }) => lagSeconds)),
  };
}

/** Null where somebody is behind and nobody knows since when; 0 for nobody. */
function oldestOf(lags: readonly (number | null)[]): number | null {
  const known = lags.filter((lag) => lag !== null);
  const oldest = Math.max(0, ...known);
  return oldest === 0 && known.length < lags.length ? null : oldest;
}

/**
 * Leaves the tenant's commands and events where they are until it is resumed; what a worker already
 * holds is finished. Throws CONFLICT `pipeline.already_paused` and PRECONDITION_FAILED
 * `version.stale`.
 */
export function pausePipeline(request: {
  ctx: ServiceContext;
  input: ManagePipelineInput;
}): Promise<PipelineView> {
  return changePipeline(request, true);
}

/** Lets the workers go on. Throws CONFLICT `pipeline.not_paused` and PRECONDITION_FAILED `version.stale`. */
export async function resumePipeline(request: {
  ctx: ServiceContext;
  input: ManagePipelineInput;
}): Promise<PipelineView> {
  const view = await changePipeline(request, false);
  request.ctx.wake('outbox');
  return view;
}

async function changePipeline(
  { ctx, input }: { ctx: ServiceContext; input: ManagePipelineInput },
  isPaused: boolean,
): Promise<PipelineView> {
  const { version, reason } = input;
  await inTransaction(ctx.db, async (tx) => {
    await tx.ledgerPipeline.createMany({ data: [{}], skipDuplicates: true });
    const { count } = await tx.ledgerPipeline.updateMany({
      where: { version, isPaused: !isPaused },
      data: {
        isPaused,
        reason,
        changedByName: actorName(ctx.actor),
        pausedAt: isPaused ? ctx.clock() : null,
        version: { increment: 1 },
      },
    });
    const seen = await tx.ledgerPipeline.findFirstOrThrow({
      select: { version: true, isPaused: true },
    });
    if (count === 0 && seen.version === version) {
      throw new AppError('CONFLICT', isPaused ? 'pipeline.already_paused' : 'pipeline.not_paused');
    }
    if (count === 0) {
      throw await staleVersion(tx, { type: entityType, id: ctx.tenant.id, version: seen.version });
    }
    await recordAudit(tx, ctx, {
      action: isPaused ? 'pipeline.pause' : 'pipeline.resume',
      entityType,
      entityId: ctx.tenant.id,
      reason,
    });
  });
  return getPipeline({ ctx });
}
