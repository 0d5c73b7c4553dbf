import { AppError } from '@freehold/core-contracts/errors';
import { toAppError } from '@freehold/core-db';
import { EmbeddedError } from '@freehold/core-db/embedded';
import { loadCliEnv } from '../env.ts';
import { UsageError, type Command, type Terminal } from './command.ts';
import { cancelCommandCommand, listFailedCommand, retryCommandCommand } from './commands.ts';
import { withPlatform } from './open-platform.ts';
import { rebuildCommand } from './rebuild.ts';
import { verifyCommand } from './verify.ts';

const commands: Readonly<Record<string, Command>> = {
  verify: verifyCommand,
  'list-failed': listFailedCommand,
  retry: retryCommandCommand,
  cancel: cancelCommandCommand,
  rebuild: rebuildCommand,
};

function describeUsage(): string {
  const lines = Object.values(commands).map(
    ({ usage, describes }) => `  ${usage.padEnd(50)}${describes}`,
  );
  return [
    'npm run ledger -- <command>',
    '',
    ...lines,
    '',
    'Works on DATABASE_APP_URL and DATABASE_PRIVILEGED_URL, or on the database of `npm start`.',
    'Exit codes: 0 good, 1 something is amiss, 2 called the wrong way, 130 interrupted.',
  ].join('\n');
}

function openTerminal(): Terminal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const { isTTY } = process.stderr;
  return {
    signal: stop.signal,
    print(line) {
      if (isTTY) process.stderr.write('\r\u001B[K');
      process.stdout.write(`${line}\n`);
    },
    progress(line) {
      if (isTTY) process.stderr.write(`\r\u001B[K${line}`);
    },
  };
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(`${describeUsage()}\n`);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(`There is no command "${name}".\n\n${describeUsage()}`);
  }
  const terminal = openTerminal();
  const onNote = (note: string) => process.stderr.write(`${note}\n`);
  return withPlatform(loadCliEnv(), onNote, (platform) => command.run(args, platform, terminal));
}

function fail(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (error instanceof EmbeddedError) {
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  const { kind, code, params } = error instanceof AppError ? error : toAppError(error);
  const detail = Object.entries(params).map(([key, value]) => `${key} ${value}`);
  const plain = error instanceof Error && kind === 'INTERNAL' ? error.message : code;
  process.stderr.write(`${[plain, ...detail].join(', ')}\n`);
  return 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(fail);
