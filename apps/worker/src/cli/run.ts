import { AppError } from '@freehold/core-contracts/errors';
import { toAppError } from '@freehold/core-db';
import { EmbeddedError } from '@freehold/core-db/embedded';
import type { CliEnv } from '../env.ts';
import { checkMoneyCommand } from './check-money.ts';
import { UsageError, type Command, type Terminal } from './command.ts';
import { cancelCommandCommand, listFailedCommand, retryCommandCommand } from './commands.ts';
import { exportCommand } from './export.ts';
import { exportHeadCommand } from './heads.ts';
import { discardCommand, listDeadCommand, replayCommand } from './dead-letters.ts';
import { explainCliCommand } from './explain.ts';
import {
  cancelManyCommand,
  discardManyCommand,
  replayManyCommand,
  retryManyCommand,
} from './many.ts';
import { withPlatform } from './open-platform.ts';
import { pauseCommand, resumeCommand, statusCommand } from './pipeline.ts';
import { rebuildCommand } from './rebuild.ts';
import { recomputeCommand } from './recompute.ts';
import { verifyCommand } from './verify.ts';

/** What is called as `npm run <program> -- <command>`. */
export type Program = 'ledger' | 'money';

const programs: Readonly<Record<Program, Readonly<Record<string, Command>>>> = {
  ledger: {
    verify: verifyCommand,
    recompute: recomputeCommand,
    'export-head': exportHeadCommand,
    export: exportCommand,
    'list-failed': listFailedCommand,
    retry: retryCommandCommand,
    cancel: cancelCommandCommand,
    'retry-many': retryManyCommand,
    'cancel-many': cancelManyCommand,
    explain: explainCliCommand,
    'list-dead': listDeadCommand,
    replay: replayCommand,
    discard: discardCommand,
    'replay-many': replayManyCommand,
    'discard-many': discardManyCommand,
    status: statusCommand,
    pause: pauseCommand,
    resume: resumeCommand,
    rebuild: rebuildCommand,
  },
  money: { check: checkMoneyCommand },
};

function describeUsage(program: Program): string {
  const lines = Object.values(programs[program]).map(
    ({ usage, describes }) => `  ${usage.padEnd(50)}${describes}`,
  );
  return [
    `npm run ${program} -- <command>`,
    '',
    ...lines,
    '',
    'Works on DATABASE_APP_URL and DATABASE_PRIVILEGED_URL, or on the database of `npm start`.',
    'Exit codes: 0 good, 1 something is amiss, 2 called the wrong way, 130 interrupted.',
  ].join('\n');
}

/** How the command line speaks; nothing here knows a process. */
export interface CliSurroundings extends Terminal {
  readonly loadEnv: () => CliEnv;
  /** For what is not the answer itself. */
  readonly warn: (line: string) => void;
}

/** Runs one command and gives its exit code; what goes wrong is said in a sentence. */
export async function runCli(
  args: readonly string[],
  surroundings: CliSurroundings,
  program: Program = 'ledger',
): Promise<number> {
  try {
    return await dispatch(program, args, surroundings);
  } catch (error) {
    return fail(error, surroundings);
  }
}

async function dispatch(
  program: Program,
  [name, ...args]: readonly string[],
  surroundings: CliSurroundings,
): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    surroundings.print(describeUsage(program));
    return name === undefined ? 2 : 0;
  }
  const commands = programs[program];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(`There is no command "${name}".\n\n${describeUsage(program)}`);
  }
  const env = surroundings.loadEnv();
  return withPlatform(env, surroundings.warn, (platform) =>
    command.run(args, platform, surroundings),
  );
}

function fail(error: unknown, { warn }: CliSurroundings): number {
  if (error instanceof UsageError) {
    warn(error.message);
    return 2;
  }
  if (error instanceof EmbeddedError) {
    warn(error.message);
    return 1;
  }
  const { kind, code, params } = error instanceof AppError ? error : toAppError(error);
  const detail = Object.entries(params).map(([key, value]) => `${key} ${value}`);
  const plain = error instanceof Error && kind === 'INTERNAL' ? error.message : code;
  warn([plain, ...detail].join(', '));
  return 1;
}
