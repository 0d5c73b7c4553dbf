import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { projectEvents, readCheckpoint } from '@freehold/core-services/ledger/project-events';
import type { Projection } from '@freehold/core-services/ledger/projections/projection';
import type { Faults } from '../faults.ts';
import { forEachChain } from '../for-each-chain.ts';
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
  const { channelsBehind, logger, projection } = options;
  return async function projectBatch(signal: AbortSignal): Promise<boolean> {
    return forEachChain(
      await channelsBehind(projection.name),
      signal,
      (channel) => projectChannel(options, channel),
      (err, { tenantId }) =>
        logger.error({ err, tenantId, projector: projection.name }, 'A projection stands still'),
    );
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
