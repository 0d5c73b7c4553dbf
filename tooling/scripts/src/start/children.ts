import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root, workspacePath } from '../root.ts';
import { say } from '../terminal.ts';
import { createLineFormat } from './log-lines.ts';

const STOP_LIMIT_MS = 15_000;

export type Service = {
  name: string;
  /** From the root of the workspace. */
  cwd: string;
  program: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Variables that this service has no business with, wherever they come from. */
  withheld: readonly string[];
  /** Answers 200 when the service is ready. */
  readyUrl: string;
};

export type Child = {
  service: Service;
  process: ChildProcess;
  /** Resolves when the process has ended, with a sentence on how. */
  ended: Promise<string>;
};

/*
 * A shell that reads the groups to end from a pipe only this process holds: when this process is
 * gone, however it went, the pipe ends and the groups get a SIGTERM.
 */
const REAPER =
  'groups=; while read -r pid; do groups="$groups -$pid"; done; kill -s TERM -- $groups';

export type Reaper = { watch: (pid: number) => void; dismiss: () => void };

export function startReaper(): Reaper {
  const stdio = ['pipe', 'ignore', 'ignore'] as const;
  const shell = spawn('/bin/sh', ['-c', REAPER], { detached: true, stdio: [...stdio], cwd: '/' });
  shell.unref();
  shell.stdin?.on('error', () => {});
  return {
    watch: (pid) => void shell.stdin?.write(`${pid}\n`),
    dismiss: () => void shell.kill('SIGKILL'),
  };
}

function environmentOf({ env, withheld }: Service): NodeJS.ProcessEnv {
  const path = workspacePath(process.env['PATH']);
  const all = Object.entries({ ...process.env, PATH: path, ...env });
  return Object.fromEntries(all.filter(([name]) => !withheld.includes(name)));
}

/** Starts a service in a process group of its own; its lines go to the terminal and to a file. */
export function startChild(service: Service, logsDir: string, reaper: Reaper): Child {
  mkdirSync(logsDir, { recursive: true });
  const log = createWriteStream(join(logsDir, `${service.name}.log`), { mode: 0o600 });
  const child = spawn(service.program, service.args, {
    cwd: join(root, service.cwd),
    env: environmentOf(service),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) reaper.watch(child.pid);
  const format = createLineFormat(service.name);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      const shown = format(line);
      if (shown !== undefined) say(shown);
    });
  }
  const ended = Promise.withResolvers<string>();
  child.once('error', (error) => ended.resolve(`could not be started: ${error.message}`));
  child.once('close', (code, signal) => {
    log.end();
    ended.resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`);
  });
  return { service, process: child, ended: ended.promise };
}

function signalGroup({ process: child }: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** Asks a service to stop and waits; one that does not within the limit is killed, and said so. */
export async function stopChild(child: Child): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => {
    say(`${child.service.name} did not stop within ${STOP_LIMIT_MS / 1000} s and is killed.`);
    signalGroup(child, 'SIGKILL');
  }, STOP_LIMIT_MS);
  await child.ended;
  clearTimeout(timer);
}

export function killChild(child: Child): void {
  signalGroup(child, 'SIGKILL');
}
