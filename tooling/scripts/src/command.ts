import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { compileCache, root, workspacePath } from './root.ts';

const MAX_OUTPUT = 2_000_000;

export type Command = {
  program: string;
  args: readonly string[];
  /** From the root of the workspace; the root itself when absent. */
  cwd?: string;
  env?: Readonly<Record<string, string>>;
};

export type CommandResult = { code: number; output: string; durationMs: number };

const running = new Set<ChildProcess>();

function launch({ program, args, cwd = '.', env = {} }: Command, isShown: boolean): ChildProcess {
  const child = spawn(program, args, {
    cwd: `${root}/${cwd}`,
    env: { ...compileCache, ...process.env, PATH: workspacePath(process.env['PATH']), ...env },
    stdio: isShown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  return child;
}

/** Runs a program of the workspace to its end; a program that cannot be started has code 127. */
export function runCommand(command: Command, isShown = false): Promise<CommandResult> {
  const startedMs = Date.now();
  const child = launch(command, isShown);
  const done = Promise.withResolvers<CommandResult>();
  let output = '';
  const keep = (chunk: Buffer) => {
    if (output.length < MAX_OUTPUT) output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const finish = (code: number, last = '') => {
    running.delete(child);
    done.resolve({ code, output: output + last, durationMs: Date.now() - startedMs });
  };
  child.on('error', (error) => finish(127, error.message));
  child.on('close', (code, signal) => finish(code ?? (signal === null ? 1 : 130)));
  return done.promise;
}

/** Asks every program that `runCommand` has running to end. */
export function stopCommands(signal: NodeJS.Signals = 'SIGTERM'): void {
  for (const child of running) child.kill(signal);
}

/** Passes SIGINT and SIGTERM on to what is running, then lets it end by itself. */
export function forwardSignals(onSignal: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      onSignal();
      stopCommands(signal);
    });
  }
}
