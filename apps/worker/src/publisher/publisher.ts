import { publishEvents, type PublishedEvent } from '@freehold/core-services/ledger/publish-events';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { Faults } from '../faults.ts';
import { forEachChain } from '../for-each-chain.ts';
import type { ChannelBehind } from '../projector/channels-behind.ts';
import type { WorkContexts } from '../work-contexts.ts';

export interface PublisherOptions {
  readonly contexts: WorkContexts;
  readonly logger: ServiceLogger;
  readonly faults: Faults;
  /** Chains with events that were not sent. */
  readonly channelsUnpublished: () => Promise<ChannelBehind[]>;
  readonly send: (events: readonly PublishedEvent[]) => Promise<void>;
  /** Most events of one chain sent at a time. */
  readonly batch: number;
}

export const publisherDefaults = { batch: 200 };

/** One round of the publisher: a batch of every chain that has something to say. True when there may be more. */
export function createPublisher(options: PublisherOptions) {
  const { contexts, logger, faults, send, batch } = options;
  const publishChannel = ({ tenantId, channel }: ChannelBehind): Promise<number> =>
    contexts.within(tenantId, 'publisher', (ctx) =>
      publishEvents({
        ctx,
        channel,
        batch,
        send: async (events) => {
          await send(events);
          await faults.reach('publisher.sent');
        },
      }),
    );
  return async function publishBatch(signal: AbortSignal): Promise<boolean> {
    return forEachChain(
      await options.channelsUnpublished(),
      signal,
      async (chain) => (await publishChannel(chain)) === batch,
      (err, { tenantId }) =>
        logger.error({ err, tenantId }, 'Events of a tenant could not be published'),
    );
  };
}
