import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { withConnection } from '../migrate/connection.ts';
import { findBinaries } from './binaries.ts';
import { type ClusterContext, ensureCluster } from './cluster.ts';
import { type Credentials, DATABASE, loadCredentials, OWNER_ROLE, toUrl } from './credentials.ts';
import { EmbeddedError } from './errors.ts';
import { preparePaths } from './paths.ts';
import { findFreePort, portTakenError, requireFreePort } from './ports.ts';
import { readLogTail, type ServerProcess, spawnServer } from './server.ts';
import { chooseServerUser } from './server-user.ts';

const START_LIMIT_MS = 120_000;

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
  /** Finishes in order; resolves when the server is gone. */
  stop: () => Promise<void>;
};

async function waitUntilReady(
  context: ClusterContext,
  server: ServerProcess,
  port: number,
): Promise<void> {
  const url = toUrl(OWNER_ROLE, context.credentials.owner, port, 'postgres');
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (cause) {
      const hasEnded = server.watcher.exitCode !== null;
      if (!hasEnded && Date.now() < deadline) {
        await pause(25);
        continue;
      }
      const log = await readLogTail(context.paths.log);
      if (/could not bind|Address already in use/.test(log)) throw portTakenError(port);
      throw new EmbeddedError('failed', `PostgreSQL did not start. The end of its log:\n${log}`, {
        cause,
      });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function prepareDatabase(port: number, credentials: Credentials): Promise<void> {
  const owner = (database: string) => toUrl(OWNER_ROLE, credentials.owner, port, database);
  await withConnection(owner('postgres'), async (client) => {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    const roles = [
      ['freehold_app', credentials.app],
      ['freehold_privileged', credentials.privileged],
    ] as const;
    for (const [role, password] of roles) {
      const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
      await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
    await client.query('GRANT pg_read_all_stats TO freehold_privileged');
  });
  await withConnection(owner(DATABASE), (client) =>
    client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements'),
  );
}

/** Starts PostgreSQL on 127.0.0.1, making cluster, database and roles on the first start. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const user = await chooseServerUser();
  const paths = await preparePaths(options.dataDir, binaries, user);
  if (paths.note) options.onNote?.(paths.note);
  const credentials = await loadCredentials(paths.base);
  const context = { binaries, paths, user, credentials, isTest: options.isTest ?? false };
  const port = options.port === 0 ? await findFreePort() : options.port;
  await ensureCluster(context);
  await requireFreePort(port);
  const server = await spawnServer(context, port);
  try {
    await waitUntilReady(context, server, port);
    await prepareDatabase(port, credentials);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    ownerUrl: toUrl(OWNER_ROLE, credentials.owner, port),
    appUrl: toUrl('freehold_app', credentials.app, port),
    privilegedUrl: toUrl('freehold_privileged', credentials.privileged, port),
    port,
    pid: server.watcher.pid ?? 0,
    stop: server.stop,
  };
}
