import { availableParallelism } from 'node:os';
import { checkCode, checkTexts, formatFinding } from '@freehold/lint';
import type { Finding } from '@freehold/lint';
import { runCommand } from '../command.ts';
import { root } from '../root.ts';

export type Outcome = { name: string; problems: string; durationMs: number };
export type Check = { name: string; run: () => Promise<string> };

function listFindings(find: () => Finding[]): string {
  return find().map(formatFinding).join('\n');
}

async function outputOnFailure(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, output } = await runCommand({ program, args, env });
  return code === 0 ? '' : output.trim() || `${program} ended with ${code}`;
}

// The compiler and the linter's types are written in Go. They live for seconds: collecting garbage
// seldom halves what they compute, and with `checkers: 1` in @freehold/typescript they still hold
// less than with one checker a core, each of which works out the same types.
const shortLived = { GOGC: '400' };

// Checks run beside each other: what takes every core it sees only gets in the way of the other.
const shareOfCores = String(Math.max(1, Math.floor(availableParallelism() / 2)));

// Through turbo, which knows the packages that have not changed since they were found good.
async function checkTypes(): Promise<string> {
  const { code, output } = await runCommand({
    program: 'turbo',
    args: ['run', 'typecheck', '--continue', '--output-logs=errors-only', '--no-update-notifier'],
    env: { ...shortLived, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', NO_COLOR: '1' },
  });
  if (code === 0) return '';
  const mistakes = output
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => line.replace(':typecheck: ', ' '));
  return mistakes.join('\n') || output.trim();
}

const checkMigrations = 'packages/core-db/src/cli/main.ts';

export const checks: readonly Check[] = [
  { name: 'layers', run: async () => listFindings(() => checkCode(root)) },
  { name: 'documents', run: async () => listFindings(() => checkTexts(root)) },
  { name: 'format', run: () => outputOnFailure('oxfmt', ['--check', '.']) },
  { name: 'types', run: checkTypes },
  {
    name: 'lint',
    run: () => outputOnFailure('oxlint', ['--quiet'], { ...shortLived, GOMAXPROCS: shareOfCores }),
  },
  { name: 'migrations', run: () => outputOnFailure('node', [checkMigrations, 'check-unsafe']) },
];
