import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { type ClusterContext, ensureCluster } from './cluster.ts';
import { loadCredentials, OWNER_ROLE, toUrl } from './credentials.ts';
import { EmbeddedError } from './errors.ts';
import { preparePlace } from './paths.ts';
import { findFreePort, portTakenError, requireFreePort } from './ports.ts';
import { prepareDatabase } from './prepare.ts';
import { findRunningServer, type RunningServer, stopOrphan, waitForEnd } from './processes.ts';
import { type ServerProcess, spawnServer } from './server.ts';

const START_LIMIT_MS = 120_000;
const SHUTDOWN_LIMIT_MS = 60_000;
const ATTEMPTS = 3;

export type EmbeddedOptions = {
  /** Folder for data, log and generated passwords; made where absent. */
  dataDir: string;
  /** 0 chooses a free one. */
  port: number;
  /** Faster and not crash-safe. */
  isTest?: boolean | undefined;
  /** Told what a person should know, one sentence at a time. */
  onNote?: ((note: string) => void) | undefined;
};

export type EmbeddedPostgres = {
  ownerUrl: string;
  appUrl: string;
  privilegedUrl: string;
  port: number;
  /** Process id of the server. */
  pid: number;
  /** Another program started it and will stop it. */
  isReused: boolean;
  /** Finishes in order and resolves when the server is gone; nothing for a reused one. */
  stop: () => Promise<void>;
};

type Attempt = 'answers' | 'starting' | 'absent';

async function tryConnect(context: ClusterContext, port: number): Promise<Attempt> {
  const url = toUrl(OWNER_ROLE, context.credentials.owner, port, 'postgres');
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'answers';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // cannot_connect_now: starting up, recovering or shutting down.
    if (code === '57P03' && !message.includes('shutting down')) return 'starting';
    if (code === '28P01') {
      throw new EmbeddedError(
        'failed',
        'PostgreSQL runs but refuses the password in credentials.json.',
      );
    }
    return 'absent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** True when a server of another program answers and can be shared. */
async function canReuse(context: ClusterContext, running: RunningServer): Promise<boolean> {
  if (running.watcherPid === undefined) {
    await stopOrphan(running.pid);
    return false;
  }
  const deadline = Date.now() + SHUTDOWN_LIMIT_MS;
  while (Date.now() < deadline) {
    if ((await tryConnect(context, running.port)) === 'answers') return true;
    // Its program has just ended and it is on its way down, or it is still on its way up.
    if (await waitForEnd(running.pid, 100)) return false;
  }
  throw new EmbeddedError(
    'failed',
    `PostgreSQL (process ${running.pid}) runs but does not answer.`,
  );
}

async function waitUntilReady(
  context: ClusterContext,
  server: ServerProcess,
  port: number,
): Promise<RunningServer> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (server.watcher.exitCode === null && Date.now() < deadline) {
    const running = await findRunningServer(context.paths.cluster);
    const isOwn = running !== undefined && running.watcherPid === server.watcher.pid;
    if (isOwn && (await tryConnect(context, port)) === 'answers') return running;
    // A start side by side won the cluster: the caller finds that one on its next attempt.
    if (running?.watcherPid !== undefined && !isOwn) break;
    await pause(25);
  }
  const log = await server.readLogTail();
  if (/could not bind|could not create any TCP/.test(log)) throw portTakenError(port);
  throw new EmbeddedError('failed', `PostgreSQL did not start. The end of its log:\n${log}`);
}

async function startOwn(context: ClusterContext, port: number): Promise<EmbeddedPostgres> {
  await ensureCluster(context);
  await requireFreePort(port);
  const server = await spawnServer(context, port);
  try {
    const { pid } = await waitUntilReady(context, server, port);
    await prepareDatabase(port, context.credentials, context.areCredentialsNew);
    return { ...toUrls(context, port), port, pid, isReused: false, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function isMemoryInUse(error: unknown): boolean {
  return error instanceof EmbeddedError && /pre-existing shared memory/.test(error.message);
}

function toUrls({ credentials }: ClusterContext, port: number) {
  return {
    ownerUrl: toUrl(OWNER_ROLE, credentials.owner, port),
    appUrl: toUrl('freehold_app', credentials.app, port),
    privilegedUrl: toUrl('freehold_privileged', credentials.privileged, port),
  };
}

async function reuseRunning(context: ClusterContext): Promise<EmbeddedPostgres | undefined> {
  const running = await findRunningServer(context.paths.cluster);
  if (!running || !(await canReuse(context, running))) return undefined;
  const { pid, port } = running;
  await prepareDatabase(port, context.credentials, context.areCredentialsNew);
  return { ...toUrls(context, port), port, pid, isReused: true, stop: async () => undefined };
}

/**
 * Starts PostgreSQL on 127.0.0.1, making cluster, database and roles on the first start; shares the
 * server when another program has it running. EmbeddedError says what a person can do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const { paths, user, note } = await preparePlace(options.dataDir, binaries);
  if (note) options.onNote?.(note);
  const { credentials, isNew: areCredentialsNew } = await loadCredentials(paths.base);
  const isTest = options.isTest ?? false;
  const context = { binaries, paths, user, credentials, areCredentialsNew, isTest };
  const port = options.port === 0 ? await findFreePort() : options.port;
  const memoryDeadline = Date.now() + SHUTDOWN_LIMIT_MS;
  for (let attempt = 1; ; attempt += 1) {
    const reused = await reuseRunning(context);
    if (reused) return reused;
    try {
      return await startOwn(context, port);
    } catch (error) {
      // Workers of a server that was killed are still on their way out.
      if (isMemoryInUse(error) && Date.now() < memoryDeadline) {
        attempt -= 1;
        await pause(200);
        continue;
      }
      // Only a start side by side is worth another look: then a server holds the cluster by now.
      const other = attempt < ATTEMPTS && (await findRunningServer(paths.cluster));
      if (!other) throw error;
    }
  }
}
