import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { TenantClient } from '@freehold/core-db';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Logger, Metrics } from '@freehold/core-observability';
import { createEmbeddedLedger } from '@freehold/core-services/ledger/embedded-ledger';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { createKeyring } from '@freehold/core-services/keyring';
import type { MessageProviders } from '@freehold/core-services/messaging/message-provider';
import {
  cleanupDefaults,
  cleanupTasks,
  createCleanup,
  createListTenants,
} from './cleanup/cleanup.ts';
import type { Env } from './env.ts';
import type { Faults } from './faults.ts';
import { createClaimMessages } from './messages/claim-messages.ts';
import { createSender, senderDefaults } from './messages/sender.ts';
import { createChannelsBehind } from './projector/channels-behind.ts';
import { createProjector, projectorDefaults } from './projector/projector.ts';
import { createClaimCommands } from './submitter/claim-commands.ts';
import { createSubmitter, submitterDefaults } from './submitter/submitter.ts';
import { createWorkContexts } from './work-contexts.ts';

export type Step = (signal: AbortSignal) => Promise<boolean>;

export interface StepOptions {
  readonly db: TenantClient;
  readonly privileged: PrivilegedDatabase;
  readonly env: Pick<Env, 'ENCRYPTION_KEYS' | 'DIGEST_KEY' | 'NODE_ENV'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly providers: MessageProviders;
  readonly faults: Faults;
  readonly wakeSubmitter: () => void;
  readonly wakeProjector: () => void;
  readonly wakeMessages: () => void;
}

/** The steps that a worker repeats, wired to the databases, the ledger and the providers. */
export function createSteps(options: StepOptions) {
  const { db, privileged, env, logger, metrics, providers, faults } = options;
  const clock = () => new Date();
  const worker = `${hostname().slice(0, 40)}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const contexts = createWorkContexts({
    db,
    keyring: createKeyring({ encryptionKeys: env.ENCRYPTION_KEYS, digestKey: env.DIGEST_KEY }),
    clock,
    logger,
    isDevelopment: env.NODE_ENV !== 'production',
    wake: (topic) => (topic === 'outbox' ? options.wakeSubmitter() : options.wakeMessages()),
  });
  const ledger = createEmbeddedLedger({ db, clock });
  const base = { worker, contexts, faults, logger, metrics };
  const projectors = projections.map((projection) =>
    createProjector({
      ...base,
      ...projectorDefaults,
      projection,
      ledger,
      channelsBehind: createChannelsBehind(privileged),
      onApplied: options.wakeMessages,
    }),
  );
  return {
    submitter: createSubmitter({
      ...base,
      ledger,
      claim: createClaimCommands(privileged),
      limits: submitterDefaults,
      onCommitted: options.wakeProjector,
    }),
    projector: inTurn(projectors),
    messages: createSender({
      ...base,
      claim: createClaimMessages(privileged),
      providers,
      limits: senderDefaults,
    }),
    cleanup: createCleanup({
      ...cleanupDefaults,
      contexts,
      logger,
      listTenants: createListTenants(privileged),
      tasks: cleanupTasks,
    }),
  } satisfies Record<string, Step>;
}

function inTurn(steps: readonly Step[]): Step {
  return async (signal) => {
    let hasMore = false;
    for (const step of steps) if (await step(signal)) hasMore = true;
    return hasMore;
  };
}
