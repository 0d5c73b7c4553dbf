import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { projectEvents, readCheckpoint } from '@freehold/core-services/ledger/project-events';
import type { Projection } from '@freehold/core-services/ledger/projections/projection';
import type { Faults } from '../faults.ts';
import type { WorkContexts } from '../work-contexts.ts';
import type { ChannelBehind, ChannelsBehind } from './channels-behind.ts';

export interface ProjectorOptions {
  readonly projection: Projection;
  readonly ledger: LedgerGateway;
  readonly channelsBehind: ChannelsBehind;
  readonly contexts: WorkContexts;
  readonly faults: Faults;
  readonly logger: ServiceLogger;
  /** Most blocks read at a time. */
  readonly batchBlocks: number;
  /** Called after a batch took effect, for what it may have put into the outbox of messages. */
  readonly onApplied?: () => void;
}

export const projectorDefaults = { batchBlocks: 25 };

/** One round of a projector: a batch of every chain that is behind. True when some chain moved. */
export function createProjector(options: ProjectorOptions) {
  return async function projectBatch(signal: AbortSignal): Promise<boolean> {
    let hasMoved = false;
    let failure: unknown;
    for (const channel of await options.channelsBehind(options.projection.name)) {
      if (signal.aborted) break;
      try {
        if (await projectChannel(options, channel)) hasMoved = true;
      } catch (error) {
        // One tenant's trouble is not the others': they get their turn before it is reported.
        const { tenantId } = channel;
        const projector = options.projection.name;
        options.logger.error({ err: error, tenantId, projector }, 'A projection stands still');
        failure = error;
      }
    }
    if (failure !== undefined && !hasMoved) throw failure;
    return hasMoved;
  };
}

/** Reads the next events of one chain and carries them out; false when somebody else did. */
function projectChannel(
  options: ProjectorOptions,
  { tenantId, channel }: ChannelBehind,
): Promise<boolean> {
  const { projection, ledger, contexts, faults } = options;
  return contexts.within(tenantId, 'projector', async (ctx) => {
    const from = await readCheckpoint(ctx, projection.name, channel);
    const batch = await ledger.readEvents({
      tenantId,
      channel,
      afterBlock: from.lastBlock,
      afterIndex: from.lastEventIndex,
      limit: options.batchBlocks,
    });
    if (batch.throughBlock <= from.lastBlock && batch.events.length === 0) return false;
    await faults.reach('projector.read');
    const beforeCommit = () => faults.reach('projector.applying');
    const result = await projectEvents({ ctx, projection, channel, from, batch, beforeCommit });
    if (result !== 'APPLIED') return false;
    await faults.reach('projector.applied');
    options.onApplied?.();
    return true;
  });
}
