import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asServerUser, type ClusterContext } from './cluster.ts';

/*
 * The watcher is a shell in a session of its own. It starts the server, then reads a pipe that only
 * this process holds: when the pipe ends, by stop() or because this process is gone, however it
 * went, the server gets a fast shutdown. Being the server's parent it cannot signal a stranger.
 */
const WATCHER = '"$@" & server=$!; cat >/dev/null; kill -INT "$server" 2>/dev/null; wait "$server"';

const settings = (port: number, isTest: boolean): Record<string, string> => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  max_connections: isTest ? '300' : '200',
  shared_preload_libraries: 'pg_stat_statements',
  dynamic_shared_memory_type: 'posix',
  log_min_duration_statement: isTest ? '-1' : '1000',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  ...(isTest
    ? {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        autovacuum_naptime: '10min',
      }
    : {}),
});

export type ServerProcess = { watcher: ChildProcess; stop: () => Promise<void> };

export const watcherFile = (base: string): string => join(base, 'watcher.pid');

/** Spawns watcher and server on the cluster; ready only when a connection succeeds. */
export async function spawnServer(context: ClusterContext, port: number): Promise<ServerProcess> {
  const { binaries, paths, user, isTest } = context;
  const log = await open(paths.log, 'w', 0o600);
  if (user) await chown(paths.log, user.uid, user.gid);
  const options = Object.entries(settings(port, isTest)).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const watcher = spawn(
    '/bin/sh',
    [
      '-c',
      WATCHER,
      'freehold-postgres-watcher',
      binaries.postgres,
      '-D',
      paths.cluster,
      ...options,
    ],
    {
      ...asServerUser(user),
      cwd: '/',
      detached: true,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', log.fd, log.fd],
    },
  );
  await once(watcher, 'spawn');
  await log.close();
  await writeFile(watcherFile(paths.base), String(watcher.pid));
  // Neither the process nor its pipe keeps this program alive: its end is what the watcher awaits.
  watcher.unref();
  (watcher.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  watcher.stdin?.on('error', () => undefined);
  return {
    watcher,
    async stop() {
      if (watcher.exitCode !== null || watcher.signalCode !== null) return;
      const ended = once(watcher, 'exit');
      watcher.ref();
      watcher.stdin?.end();
      await ended;
    },
  };
}

/** The last lines of the server's log, for an error message. */
export async function readLogTail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-8).join('\n');
}
