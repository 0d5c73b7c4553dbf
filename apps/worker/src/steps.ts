import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { TenantClient } from '@freehold/core-db';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Logger, Metrics } from '@freehold/core-observability';
import type { WakeTopic } from '@freehold/core-services/context';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { userActivation } from '@freehold/core-services/ledger/projections/user-activation';
import { publisherName } from '@freehold/core-services/ledger/publish-events';
import { createKeyring } from '@freehold/core-services/keyring';
import { createSendOutgoing } from '@freehold/core-services/outgoing/guarded-request';
import type { MessageProviders } from '@freehold/core-services/messaging/message-provider';
import {
  cleanupDefaults,
  cleanupTasks,
  createCleanup,
  createListTenants,
} from './cleanup/cleanup.ts';
import type { Env } from './env.ts';
import type { Faults } from './faults.ts';
import { createHeadObserver, type HeadObserver } from './ledger/head-observer.ts';
import type { OpenLedger } from './ledger/open-ledger.ts';
import { createClaimMessages } from './messages/claim-messages.ts';
import { createSender, senderDefaults } from './messages/sender.ts';
import { createNoticeQueues, createNotices, noticesDefaults } from './notices/notices.ts';
import { createChannelsBehind, createChannelsUnpublished } from './projector/channels-behind.ts';
import { createProjector, projectorDefaults } from './projector/projector.ts';
import {
  createPublisher,
  publisherDefaults,
  type PublisherOptions,
} from './publisher/publisher.ts';
import { createClaimCommands } from './submitter/claim-commands.ts';
import { createSubmitter } from './submitter/submitter.ts';
import { createClaimDeliveries } from './webhooks/claim-deliveries.ts';
import { createTaxQueue, taxDefaults } from './tax/tax-queue.ts';
import { createDeliverer, delivererDefaults } from './webhooks/deliverer.ts';
import { createWorkContexts, type WorkContexts } from './work-contexts.ts';

export type Step = (signal: AbortSignal) => Promise<boolean>;

export interface StepOptions {
  readonly db: TenantClient;
  readonly privileged: PrivilegedDatabase;
  readonly ledger: OpenLedger;
  readonly env: Pick<
    Env,
    | 'ENCRYPTION_KEYS'
    | 'DIGEST_KEY'
    | 'NODE_ENV'
    | 'PORTAL_URL'
    | 'CONSOLE_URL'
    | 'WEBHOOK_ALLOWED_PRIVATE_HOSTS'
  >;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly providers: MessageProviders;
  readonly faults: Faults;
  readonly wakeSubmitter: () => void;
  /** Called after a command was settled that is in a block. */
  readonly onCommitted: () => void;
  readonly wakeProjector: () => void;
  readonly wakeMessages: () => void;
  readonly wakeWebhooks: () => void;
  readonly wakePublisher: () => void;
  /** Sends events of the ledger to those outside; null where nobody is told. */
  readonly publish: PublisherOptions['send'] | null;
}

/** The steps that a worker repeats, wired to the databases, the ledger and the providers. */
export function createSteps(options: StepOptions) {
  const { privileged, env, logger, metrics, providers, faults } = options;
  const clock = () => new Date();
  const worker = `${hostname().slice(0, 40)}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const contexts = openContexts(options, clock);
  const { gateway: ledger, limits } = options.ledger;
  const heads = observeHeads(options, contexts);
  const base = { worker, contexts, faults, logger, metrics };
  const projectors = projections.map((projection) =>
    createProjector({
      ...base,
      ...projectorDefaults,
      projection,
      ledger,
      channelsBehind: createChannelsBehind(privileged),
      onApplied: () => {
        options.wakeMessages();
        options.wakePublisher();
      },
    }),
  );
  const steps = {
    submitter: createSubmitter({
      ...base,
      ledger,
      claim: createClaimCommands(privileged),
      limits,
      onCommitted: options.onCommitted,
    }),
    heads: heads.step,
    projector: inTurn(projectors),
    messages: createSender({
      ...base,
      claim: createClaimMessages(privileged),
      providers,
      limits: senderDefaults,
    }),
    webhooks: createDeliverer({
      ...base,
      claim: createClaimDeliveries(privileged),
      send: createSendOutgoing({
        isHttpAllowed: env.NODE_ENV !== 'production',
        allowedPrivateHosts: new Set(env.WEBHOOK_ALLOWED_PRIVATE_HOSTS),
      }),
      limits: delivererDefaults,
    }),
    notices: createNotices({
      contexts,
      logger,
      queues: createNoticeQueues(privileged),
      limits: noticesDefaults,
    }),
    tax: createNotices({
      contexts,
      logger,
      queues: [createTaxQueue(privileged)],
      limits: taxDefaults,
    }),
    publisher: publisherStep(options, contexts),
    cleanup: createCleanup({
      ...cleanupDefaults,
      contexts,
      logger,
      listTenants: createListTenants(privileged),
      tasks: cleanupTasks,
    }),
  } satisfies Record<string, Step>;
  return { steps, ledgerState: heads.state };
}

/** The ledger in the database needs no looking after. */
function observeHeads(
  { ledger: { gateway, listTenants }, logger, wakeProjector }: StepOptions,
  contexts: WorkContexts,
): HeadObserver {
  if (listTenants === null) {
    const state = { askedCount: 0, faults: new Map<string, string>() };
    return { step: () => Promise.resolve(false), state: () => state };
  }
  return createHeadObserver({
    ...{ ledger: gateway, contexts, logger, listTenants },
    onGrown: wakeProjector,
  });
}

function openContexts(options: StepOptions, clock: () => Date): WorkContexts {
  const { db, env, logger } = options;
  const wakers: Partial<Record<WakeTopic, () => void>> = {
    outbox: options.wakeSubmitter,
    messages: options.wakeMessages,
    webhooks: options.wakeWebhooks,
  };
  return createWorkContexts({
    db,
    keyring: createKeyring({ encryptionKeys: env.ENCRYPTION_KEYS, digestKey: env.DIGEST_KEY }),
    clock,
    logger,
    isDevelopment: env.NODE_ENV !== 'production',
    addresses: { portal: env.PORTAL_URL, console: env.CONSOLE_URL },
    wake: (topic) => wakers[topic]?.(),
  });
}

function publisherStep(
  { publish, privileged, logger, faults }: StepOptions,
  contexts: WorkContexts,
) {
  if (publish === null) return () => Promise.resolve(false);
  return createPublisher({
    ...publisherDefaults,
    contexts,
    logger,
    faults,
    send: publish,
    channelsUnpublished: createChannelsUnpublished(privileged, {
      publisherName,
      firstProjection: userActivation.name,
    }),
  });
}

function inTurn(steps: readonly Step[]): Step {
  return async (signal) => {
    let hasMore = false;
    for (const step of steps) if (await step(signal)) hasMore = true;
    return hasMore;
  };
}
