import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Queries slower than this are counted, and logged by their callers. */
export const SLOW_QUERY_MS = 1000;

const QUERY_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const REQUEST_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type QueryObservation = {
  model: string;
  action: string;
  durationMs: number;
  outcome?: 'ok' | 'error';
};
export type HttpObservation = { method: string; route: string; status: number; durationMs: number };
export type RpcObservation = {
  path: string;
  type: 'query' | 'mutation' | 'subscription';
  outcome: string;
  durationMs: number;
};
export type PoolUse = { pool: string; total: number; idle: number; waiting: number; max: number };
export type OutboxState = { kind: string; depth: number; oldestAgeMs: number };
export type ProjectorState = { projector: string; lagBlocks: number; lagSeconds: number };
export type MessageOutcome = { channel: string; outcome: string };
export type CommandOutcome = { commandType: string; outcome: string };
export type LimitUse = { limit: string; outcome: 'taken' | 'refused' };
export type CacheRead = { cache: string; outcome: 'hit' | 'miss' | 'error' };

export type Metrics = {
  observeQuery: (query: QueryObservation) => void;
  observeHttp: (request: HttpObservation) => void;
  observeRpc: (call: RpcObservation) => void;
  setPoolUse: (use: PoolUse) => void;
  setOutbox: (state: OutboxState) => void;
  setProjectorLag: (state: ProjectorState) => void;
  /** A message sent, to be tried again, or given up. */
  countMessage: (message: MessageOutcome) => void;
  countWebhook: (webhook: { outcome: string }) => void;
  /** A ledger command committed, to be tried again, or failed. */
  countCommand: (command: CommandOutcome) => void;
  countCacheRead: (read: CacheRead) => void;
  countLimit: (use: LimitUse) => void;
  /** Whether limits are counted over all processes just now. */
  setLimitsShared: (isShared: boolean) => void;
  /** Runs before each scrape, to bring gauges up to date; a failure is left out of the answer. */
  onCollect: (collect: () => void | Promise<void>) => void;
  /** Prometheus text of everything measured, with its content type. */
  render: () => Promise<{ contentType: string; body: string }>;
};

function createDatabaseMetrics(registers: Registry[]) {
  const labelNames = ['model', 'action'] as const;
  return {
    queries: new Counter({
      name: 'freehold_db_queries_total',
      help: 'Database operations by model, action and outcome',
      labelNames: [...labelNames, 'outcome'],
      registers,
    }),
    queryDuration: new Histogram({
      name: 'freehold_db_query_duration_seconds',
      help: 'Duration of database operations',
      labelNames,
      buckets: QUERY_BUCKETS_SECONDS,
      registers,
    }),
    slowQueries: new Counter({
      name: 'freehold_db_slow_queries_total',
      help: `Database operations slower than ${SLOW_QUERY_MS} ms`,
      labelNames,
      registers,
    }),
    pool: new Gauge({
      name: 'freehold_db_pool_connections',
      help: 'Connections of the pool by state; waiting counts callers in the queue',
      labelNames: ['pool', 'state'],
      registers,
    }),
  };
}

function createTrafficMetrics(registers: Registry[]) {
  return {
    http: new Histogram({
      name: 'freehold_http_request_duration_seconds',
      help: 'Duration of HTTP requests until their headers are sent',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_BUCKETS_SECONDS,
      registers,
    }),
    rpc: new Histogram({
      name: 'freehold_rpc_duration_seconds',
      help: 'Duration of procedure calls by path and outcome',
      labelNames: ['path', 'type', 'outcome'],
      buckets: REQUEST_BUCKETS_SECONDS,
      registers,
    }),
    cacheReads: new Counter({
      name: 'freehold_cache_reads_total',
      help: 'Cache reads by outcome',
      labelNames: ['cache', 'outcome'],
      registers,
    }),
    limits: new Counter({
      name: 'freehold_rate_limit_uses_total',
      help: 'Uses of rate limits, taken and refused',
      labelNames: ['limit', 'outcome'],
      registers,
    }),
    limitsShared: new Gauge({
      name: 'freehold_rate_limits_shared',
      help: '1 while limits are counted over all processes, 0 while each process counts its own',
      registers,
    }),
  };
}

function createQueueMetrics(registers: Registry[]) {
  return {
    outboxDepth: new Gauge({
      name: 'freehold_outbox_depth',
      help: 'Outbox rows waiting to be handled',
      labelNames: ['kind'],
      registers,
    }),
    outboxAge: new Gauge({
      name: 'freehold_outbox_oldest_age_seconds',
      help: 'Age of the oldest waiting outbox row',
      labelNames: ['kind'],
      registers,
    }),
    projectorLag: new Gauge({
      name: 'freehold_projector_lag_blocks',
      help: 'Blocks between the ledger and the projection',
      labelNames: ['projector'],
      registers,
    }),
    projectorDelay: new Gauge({
      name: 'freehold_projector_lag_seconds',
      help: 'Age of the oldest event that is not projected',
      labelNames: ['projector'],
      registers,
    }),
    messages: new Counter({
      name: 'freehold_messages_total',
      help: 'Messages handled by channel and outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    webhooks: new Counter({
      name: 'freehold_webhooks_total',
      help: 'Webhook deliveries handled by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    commands: new Counter({
      name: 'freehold_ledger_commands_total',
      help: 'Ledger commands handled by type and outcome',
      labelNames: ['command_type', 'outcome'],
      registers,
    }),
  };
}

/** A registry of its own with every metric of the platform; one per process. */
export function createMetrics({ service }: { service: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const database = createDatabaseMetrics([registry]);
  const traffic = createTrafficMetrics([registry]);
  const queues = createQueueMetrics([registry]);
  const collectors: (() => void | Promise<void>)[] = [];

  return {
    observeQuery({ model, action, durationMs, outcome = 'ok' }) {
      database.queries.inc({ model, action, outcome });
      database.queryDuration.observe({ model, action }, durationMs / 1000);
      if (durationMs > SLOW_QUERY_MS) database.slowQueries.inc({ model, action });
    },
    observeHttp({ method, route, status, durationMs }) {
      traffic.http.observe({ method, route, status: String(status) }, durationMs / 1000);
    },
    observeRpc({ path, type, outcome, durationMs }) {
      traffic.rpc.observe({ path, type, outcome }, durationMs / 1000);
    },
    setPoolUse({ pool, total, idle, waiting, max }) {
      database.pool.set({ pool, state: 'total' }, total);
      database.pool.set({ pool, state: 'idle' }, idle);
      database.pool.set({ pool, state: 'active' }, total - idle);
      database.pool.set({ pool, state: 'waiting' }, waiting);
      database.pool.set({ pool, state: 'max' }, max);
    },
    setOutbox({ kind, depth, oldestAgeMs }) {
      queues.outboxDepth.set({ kind }, depth);
      queues.outboxAge.set({ kind }, oldestAgeMs / 1000);
    },
    setProjectorLag({ projector, lagBlocks, lagSeconds }) {
      queues.projectorLag.set({ projector }, lagBlocks);
      queues.projectorDelay.set({ projector }, lagSeconds);
    },
    countMessage({ channel, outcome }) {
      queues.messages.inc({ channel, outcome });
    },
    countWebhook({ outcome }) {
      queues.webhooks.inc({ outcome });
    },
    countCommand({ commandType, outcome }) {
      queues.commands.inc({ command_type: commandType, outcome });
    },
    countCacheRead({ cache, outcome }) {
      traffic.cacheReads.inc({ cache, outcome });
    },
    countLimit({ limit, outcome }) {
      traffic.limits.inc({ limit, outcome });
    },
    setLimitsShared(isShared) {
      traffic.limitsShared.set(isShared ? 1 : 0);
    },
    onCollect(collect) {
      collectors.push(collect);
    },
    async render() {
      await Promise.allSettled(collectors.map(async (collect) => collect()));
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
