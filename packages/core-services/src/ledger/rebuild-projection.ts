import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@freehold/core-contracts/errors';
import { toAppError } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import type { LedgerGateway } from './ledger-gateway.ts';
import { projectEvents, readCheckpoint } from './project-events.ts';
import { findProjection } from './projections/find-handler.ts';
import type { Projection } from './projections/projection.ts';
import { setBack } from './start-rebuild.ts';

export interface RebuildOptions {
  readonly ctx: ServiceContext;
  readonly ledger: LedgerGateway;
  readonly projectorName: string;
  readonly channel: string;
  readonly reason: string;
  readonly onProgress?: (doneBlocks: bigint, totalBlocks: bigint) => void;
  readonly batchBlocks?: number;
  readonly signal?: AbortSignal;
}

const turnMs = 100;
/** Turns another projector may keep the checkpoint without a break before a rebuild gives up. */
const maxTurns = 600;

/**
 * Sets a projector back to block 0 and carries every event out again, up to the head at the start.
 * Events change nothing the second time, so what was whole stays as it is and what was lost comes
 * back. Stopping half-way loses nothing: the worker goes on from the checkpoint; so does a rebuild
 * that finds one under way. Throws NOT_FOUND
 * `entity.not_found` for an unknown projector and UNAVAILABLE `projector.busy` when another one
 * holds the checkpoint for a minute.
 */
export async function rebuildProjection(options: RebuildOptions): Promise<{ blocks: bigint }> {
  const { ctx, ledger, projectorName, channel, signal } = options;
  const projection = findProjection(projectorName);
  if (projection === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Projector' });
  }
  const chain = { tenantId: ctx.tenant.id, channel };
  const { blockNumber: head } = await ledger.head(chain);
  await beginOrJoin(options, projection, head);
  for (let turns = 0; turns < maxTurns; turns += 1) {
    const from = await readCheckpoint(ctx, projectorName, channel);
    options.onProgress?.(from.lastBlock + 1n, head + 1n);
    if (from.lastBlock >= head || signal?.aborted) return { blocks: from.lastBlock + 1n };
    const batch = await ledger.readEvents({
      ...chain,
      afterBlock: from.lastBlock,
      afterIndex: from.lastEventIndex,
      limit: options.batchBlocks ?? 25,
    });
    const result = await projectEvents({ ctx, projection, channel, from, batch });
    // A worker is at it as well; its progress is ours.
    if (result === 'BUSY') await wait(turnMs);
    else turns = 0;
  }
  throw new AppError('UNAVAILABLE', 'projector.busy');
}

async function beginOrJoin(
  { ctx, channel, reason }: RebuildOptions,
  projection: Projection,
  head: bigint,
): Promise<void> {
  try {
    await setBack(ctx, { projection, channel, head, reason });
  } catch (error) {
    if (toAppError(error).code !== 'projector.rebuilding') throw error;
  }
}
