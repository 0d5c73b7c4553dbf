import { ZodError } from 'zod';
import { EmbeddedError } from '../embedded/index.ts';
import { BackfillSourceError, MigrationError } from '../migrate/index.ts';
import { MirrorError } from '../staging/index.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { auditVerifyCommand, backfillCommand, seedCommand } from './commands/data.ts';
import {
  checkUnsafeCommand,
  createMigrationCommand,
  migrateCommand,
  resolveCommand,
  rolesCommand,
  statusCommand,
} from './commands/migrations.ts';
import { mirrorStagingCommand } from './commands/staging.ts';
import { withCommandDatabase } from './database.ts';
import { readEnv } from './env.ts';

const commands: Record<string, Command> = {
  migrate: migrateCommand,
  status: statusCommand,
  'create-migration': createMigrationCommand,
  'check-unsafe': checkUnsafeCommand,
  'check-migrations': checkUnsafeCommand,
  resolve: resolveCommand,
  seed: seedCommand,
  backfill: backfillCommand,
  'mirror-staging': mirrorStagingCommand,
  'audit-verify': auditVerifyCommand,
  roles: rolesCommand,
};

function describeUsage(): string {
  const shown = Object.entries(commands).filter(([name]) => name !== 'check-migrations');
  const lines = shown.map(([, { usage, describes }]) => `  ${usage.padEnd(26)}${describes}`);
  return [
    'npm run db -- <command>',
    '',
    ...lines,
    '',
    'Works on DATABASE_URL, or on the embedded PostgreSQL under .data/ where that is not set.',
    'Exit codes: 0 good, 1 something is amiss, 2 called the wrong way, 130 interrupted.',
  ].join('\n');
}

const isTerminal = process.stderr.isTTY;

function makeContext(args: string[]): CommandContext {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  return {
    args,
    env: readEnv(),
    signal: stop.signal,
    print: (line) => {
      if (isTerminal) process.stderr.write('\r\u{1B}[K');
      process.stdout.write(`${line}\n`);
    },
    progress: (line) => {
      if (isTerminal) process.stderr.write(`\r\u{1B}[K${line}`);
    },
  };
}

async function run(name: string | undefined, args: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(`${describeUsage()}\n`);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}".\n\n${describeUsage()}`);
  const context = makeContext(args);
  if (!command.needsDatabase) return command.run(context);
  const onNote = (note: string) => process.stderr.write(`${note}\n`);
  return withCommandDatabase(context.env, onNote, (database) => command.run(context, database));
}

function fail(error: unknown): number {
  if (error instanceof ZodError) {
    const lines = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    process.stderr.write(`${lines.join('\n')}\n`);
    return 2;
  }
  const isUsage =
    error instanceof UsageError ||
    error instanceof BackfillSourceError ||
    error instanceof MirrorError;
  const isKnown = isUsage || error instanceof EmbeddedError || error instanceof MigrationError;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${isKnown ? message : (stack ?? message)}\n`);
  return isUsage ? 2 : 1;
}

const [name, ...args] = process.argv.slice(2);
process.exitCode = await run(name, args).catch(fail);
