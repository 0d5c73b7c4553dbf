import { availableParallelism } from 'node:os';
import { inParallel } from '../parallel.ts';
import { formatDuration, paint, say } from '../terminal.ts';
import { checks } from './checks.ts';
import type { Check, Outcome } from './checks.ts';

const NAME_WIDTH = 12;
const SHOWN_LINES = 80;

function shorten(problems: string): string {
  const lines = problems.split('\n');
  if (lines.length <= SHOWN_LINES) return problems;
  const rest = lines.length - SHOWN_LINES;
  return [...lines.slice(0, SHOWN_LINES), `… and ${rest} more lines`].join('\n');
}

async function runCheck({ name, run }: Check): Promise<Outcome> {
  const startedMs = Date.now();
  const problems = await run().catch((error: unknown) =>
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  const durationMs = Date.now() - startedMs;
  const mark = problems === '' ? paint('green', '✓') : paint('red', '✗');
  say(`  ${mark} ${name.padEnd(NAME_WIDTH)}${paint('dim', formatDuration(durationMs))}`);
  return { name, problems, durationMs };
}

/** Runs every check, shows what each found, and resolves to the names of those that failed. */
export async function verify(): Promise<string[]> {
  const outcomes = await inParallel(
    availableParallelism(),
    checks.map((check) => () => runCheck(check)),
  );
  const failed = outcomes.filter(({ problems }) => problems !== '');
  for (const { name, problems } of failed) {
    say(`\n${paint(['red', 'bold'], name)}\n${shorten(problems)}`);
  }
  return failed.map(({ name }) => name);
}
