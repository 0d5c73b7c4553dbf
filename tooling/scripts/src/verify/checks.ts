import { checkCode, checkTexts, formatFinding } from '@freehold/lint';
import type { Finding } from '@freehold/lint';
import { runCommand } from '../command.ts';
import { root } from '../root.ts';

export type Outcome = { name: string; problems: string; durationMs: number };
export type Check = { name: string; run: () => Promise<string> };

function listFindings(find: () => Finding[]): string {
  return find().map(formatFinding).join('\n');
}

async function outputOnFailure(program: string, args: readonly string[]): Promise<string> {
  const { code, output } = await runCommand({ program, args });
  return code === 0 ? '' : output.trim() || `${program} ended with ${code}`;
}

// Through turbo, which knows the packages that have not changed since they were found good.
async function checkTypes(): Promise<string> {
  const { code, output } = await runCommand({
    program: 'turbo',
    args: ['run', 'typecheck', '--continue', '--output-logs=errors-only', '--no-update-notifier'],
    env: { TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', NO_COLOR: '1' },
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
  { name: 'lint', run: () => outputOnFailure('oxlint', ['--quiet']) },
  { name: 'migrations', run: () => outputOnFailure('node', [checkMigrations, 'check-unsafe']) },
];
