import { listen, type Listener } from '@freehold/core-db';
import { createPrivilegedDatabase, type PrivilegedDatabase } from '@freehold/core-db/privileged';
import { openCachedDatabase } from '@freehold/core-trpc/cached-database';
import type { Check, Logger, Metrics } from '@freehold/core-observability';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import type { MessageProviders } from '@freehold/core-services/messaging/message-provider';
import { cleanupRestMs } from './cleanup/cleanup.ts';
import type { Env } from './env.ts';
import { noFaults, type Faults } from './faults.ts';
import { checkLedger, openLedger, type OpenLedger } from './ledger/open-ledger.ts';
import { startLoop, type Loop } from './loop.ts';
import { createProviders } from './providers.ts';
import { createNatsSink, type NatsSink } from './publisher/nats-sink.ts';
import { collectQueueMetrics } from './queue-metrics.ts';
import { checkReadiness } from './readiness.ts';
import { createSteps } from './steps.ts';

export interface WorkerOptions {
  readonly env: Env;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Instead of those the settings name. */
  readonly providers?: MessageProviders;
  /** What tests put in to end the process at a chosen point. */
  readonly faults?: Faults;
}

export interface RunningWorker {
  readonly readiness: () => Promise<Check[]>;
  /** Finishes what is under way and disconnects. */
  readonly close: () => Promise<void>;
}

/** Longest rests between two looks at a queue; a wake-up only makes them shorter. */
const pollMs = {
  submitter: 1_000,
  heads: 2_000,
  projector: 1_000,
  messages: 1_000,
  notices: 1_000,
  webhooks: 1_000,
  tax: 1_000,
  publisher: 1_000,
  cleanup: cleanupRestMs,
} as const;
type LoopName = keyof typeof pollMs;

/** Starts every loop of a worker; any number of workers may run at once. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { env, logger, metrics } = options;
  const { opened, privileged } = await connect(env, logger, metrics);
  const app = opened.database;
  const ledger = await openChosenLedger(options, opened, privileged);
  const sink = openSink(env);
  const { loops, ledgerState } = startLoops(options, app, { privileged, ledger, sink });
  const names = projections.map(({ name }) => name);
  metrics.onCollect(() => metrics.setPoolUse({ pool: 'app', ...app.poolUse() }));
  metrics.onCollect(() => collectQueueMetrics(privileged, metrics, names));
  const listener = listenFor(env, logger, loops);
  return {
    readiness: async () => [
      ...(await checkReadiness({ app, privileged, loops: Object.values(loops) })),
      checkLedger(ledger, ledgerState()),
    ],
    async close() {
      await listener.close();
      await Promise.all(Object.values(loops).map((loop) => loop.stop()));
      ledger.close();
      await Promise.all([opened.close(), privileged.close(), sink?.close()]);
    },
  };
}

async function openChosenLedger(
  { env, logger }: WorkerOptions,
  opened: Awaited<ReturnType<typeof openCachedDatabase>>,
  privileged: PrivilegedDatabase,
): Promise<OpenLedger> {
  const { client: db } = opened.database;
  try {
    return await openLedger({ env, db, privileged, logger, clock: () => new Date() });
  } catch (error) {
    await Promise.all([opened.close(), privileged.close()]);
    throw error;
  }
}

async function connect(
  env: Env,
  logger: Logger,
  metrics: Metrics,
): Promise<{
  opened: Awaited<ReturnType<typeof openCachedDatabase>>;
  privileged: PrivilegedDatabase;
}> {
  const applicationName = 'freehold-worker';
  const opened = await openCachedDatabase({ env, logger, metrics, applicationName });
  try {
    const privileged = await createPrivilegedDatabase({
      url: env.DATABASE_PRIVILEGED_URL,
      pool: { max: 4, min: 1, pooler: env.DATABASE_POOLER, applicationName },
    });
    return { opened, privileged };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function openSink({ NATS_URL, NATS_STREAM, NATS_SUBJECT }: Env): NatsSink | null {
  if (NATS_URL === undefined) return null;
  return createNatsSink({ url: NATS_URL, stream: NATS_STREAM, root: NATS_SUBJECT });
}

function startLoops(
  options: WorkerOptions,
  app: Awaited<ReturnType<typeof openCachedDatabase>>['database'],
  {
    privileged,
    ledger,
    sink,
  }: {
    readonly privileged: PrivilegedDatabase;
    readonly ledger: OpenLedger;
    readonly sink: NatsSink | null;
  },
) {
  const { env, logger, metrics } = options;
  const loops = {} as Record<LoopName, Loop>;
  const { steps, ledgerState } = createSteps({
    db: app.client,
    privileged,
    ledger,
    env,
    logger,
    metrics,
    providers: options.providers ?? createProviders(env, logger),
    faults: options.faults ?? noFaults,
    wakeProjector: () => loops.projector.wake(),
    onCommitted() {
      loops.heads.wake();
      loops.projector.wake();
    },
    wakeMessages: () => loops.messages.wake(),
    wakeWebhooks: () => loops.webhooks.wake(),
    wakeSubmitter: () => loops.submitter.wake(),
    wakePublisher: () => loops.publisher.wake(),
    publish: sink?.send ?? null,
  });
  const onError = (err: unknown, loop: string): void => {
    logger.error({ err, loop }, 'A step of the worker failed; it will be tried again');
  };
  for (const name of Object.keys(pollMs) as LoopName[]) {
    loops[name] = startLoop({ name, pollMs: pollMs[name], step: steps[name], onError });
  }
  return { loops, ledgerState };
}

/** Wakes loops early; where listening is impossible they poll all the same. */
function listenFor(env: Env, logger: Logger, loops: Record<LoopName, Loop>): Listener {
  const url =
    env.DATABASE_LISTEN_URL ?? (env.DATABASE_POOLER === 'none' ? env.DATABASE_APP_URL : undefined);
  if (url === undefined) {
    logger.info('Behind a pooler without DATABASE_LISTEN_URL: the worker polls');
    return { close: () => Promise.resolve() };
  }
  const wake: Readonly<Record<string, () => void>> = {
    freehold_outbox: () => loops.submitter.wake(),
    freehold_messages: () => loops.messages.wake(),
    freehold_webhooks: () => loops.webhooks.wake(),
  };
  return listen({
    url,
    channels: Object.keys(wake),
    onNotify: (channel) => wake[channel]?.(),
    onError: (err) => logger.warn({ err }, 'Not listening for the moment; the worker polls'),
  });
}
