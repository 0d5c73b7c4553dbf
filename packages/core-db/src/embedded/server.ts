import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { asServerUser, type ClusterContext } from './cluster.ts';

/*
 * The watcher is a shell in a session of its own. It starts the server and a reader of a pipe that
 * only this process holds: when the pipe ends, by stop() or because this process is gone, however
 * it went, the server gets a fast shutdown. The watcher ends when its server does; being the
 * server's parent it cannot signal a stranger.
 */
const WATCHER = `
exec 3<&0
"$@" 3<&- & server=$!
{ cat <&3 >/dev/null; kill -INT "$server"; } 2>/dev/null & reader=$!
wait "$server"; status=$?
kill "$reader" 2>/dev/null
exit "$status"`;
export const WATCHER_NAME = 'freehold-postgres-watcher';
const LOG_LIMIT_BYTES = 10_000_000;

function listSettings(port: number, isTest: boolean): string[] {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    max_connections: isTest ? '300' : '200',
    shared_preload_libraries: 'pg_stat_statements',
    log_min_duration_statement: isTest ? '-1' : '1000',
    // Values of parameters are people's data.
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    ...(isTest && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

export type ServerProcess = {
  watcher: ChildProcess;
  stop: () => Promise<void>;
  /** The last lines the server has logged since it was started. */
  readLogTail: () => Promise<string>;
};

function makeStop(watcher: ChildProcess): () => Promise<void> {
  return async () => {
    if (watcher.exitCode !== null || watcher.signalCode !== null) return;
    const ended = once(watcher, 'exit');
    watcher.ref();
    watcher.stdin?.end();
    await ended;
  };
}

/** Spawns watcher and server on the cluster; ready only when a connection succeeds. */
export async function spawnServer(context: ClusterContext, port: number): Promise<ServerProcess> {
  const { binaries, paths, user, isTest } = context;
  const log = await open(paths.log, 'a', 0o600);
  if (user) await log.chown(user.uid, user.gid);
  if ((await log.stat()).size > LOG_LIMIT_BYTES) await log.truncate(0);
  const { size } = await log.stat();
  const command = [binaries.postgres, '-D', paths.cluster, ...listSettings(port, isTest)];
  const watcher = spawn('/bin/sh', ['-c', WATCHER, WATCHER_NAME, ...command], {
    ...asServerUser(user),
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', log.fd, log.fd],
  });
  await once(watcher, 'spawn');
  await log.close();
  // Neither the process nor its pipe keeps this program alive: its end is what the watcher awaits.
  watcher.unref();
  (watcher.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  watcher.stdin?.on('error', () => undefined);
  // The reader may outlive its watcher by the pipe: it goes with it.
  watcher.once('exit', () => watcher.stdin?.destroy());
  return {
    watcher,
    stop: makeStop(watcher),
    async readLogTail() {
      const text = await readFile(paths.log).catch(() => Buffer.alloc(0));
      return text.subarray(size).toString('utf8').trim().split('\n').slice(-8).join('\n');
    },
  };
}
