import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { WATCHER_NAME } from './server.ts';

const run = promisify(execFile);

type ProcessInfo = { parent: number; command: string };

async function readProcess(pid: number): Promise<ProcessInfo | undefined> {
  try {
    if (process.platform === 'linux') {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      // A zombie has ended; it only waits for its parent to notice.
      if (/^State:\s+Z/m.test(status)) return undefined;
      return { parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0), command };
    }
    const { stdout } = await run('ps', ['-o', 'ppid=,command=', '-p', String(pid)]);
    const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout) ?? [];
    return parent === undefined ? undefined : { parent: Number(parent), command: command ?? '' };
  } catch {
    return undefined;
  }
}

export type RunningServer = {
  pid: number;
  port: number;
  /** The watcher that will stop it; undefined when that is gone. */
  watcherPid: number | undefined;
};

/**
 * The server that holds this cluster, judged by postmaster.pid: a dead process's file is left for
 * PostgreSQL to recover from, a stranger's (its number was given out again) is removed.
 */
export async function findRunningServer(cluster: string): Promise<RunningServer | undefined> {
  const path = join(cluster, 'postmaster.pid');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const server = await readProcess(pid);
  if (!server) return undefined;
  if (!server.command.includes(cluster)) {
    await rm(path, { force: true });
    return undefined;
  }
  const parent = await readProcess(server.parent);
  const isWatched = parent?.command.includes(WATCHER_NAME) ?? false;
  return { pid, port: Number(lines[3]), watcherPid: isWatched ? server.parent : undefined };
}

const FAST_LIMIT_MS = 30_000;
const IMMEDIATE_LIMIT_MS = 10_000;

/** Waits until the process is gone; false when it is still there after the limit. */
export async function waitForEnd(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (await readProcess(pid)) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}

/** Stops a server whose watcher is gone: fast, and at once when that takes too long. */
export async function stopOrphan(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  if (await waitForEnd(pid, FAST_LIMIT_MS)) return;
  process.kill(pid, 'SIGQUIT');
  await waitForEnd(pid, IMMEDIATE_LIMIT_MS);
}
