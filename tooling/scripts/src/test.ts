import { forwardSignals } from './command.ts';
import { SettingError, readSettings } from './env.ts';
import { complain, formatDuration, paint, say } from './terminal.ts';
import { formatCounts, sumCounts } from './test/counts.ts';
import { parts } from './test/parts.ts';
import type { Part } from './test/parts.ts';

const NAME_WIDTH = 10;
const TIME_WIDTH = 13;

let isInterrupted = false;
forwardSignals(() => {
  isInterrupted = true;
});

function sayPart({ name, isGood, durationMs, counts, note }: Part): void {
  const mark = isGood ? paint('green', '✓') : paint('red', '✗');
  const time = formatDuration(durationMs).padEnd(TIME_WIDTH);
  const detail = [counts && formatCounts(counts), note].filter(Boolean).join(' · ');
  say(`  ${mark} ${name.padEnd(NAME_WIDTH)}${paint('dim', time)}${detail}`);
}

async function main(): Promise<void> {
  const settings = readSettings();
  const done: Part[] = [];
  for (const run of parts) {
    if (isInterrupted) break;
    done.push(await run(settings));
  }
  const counts = sumCounts(done.flatMap((part) => part.counts ?? []));
  say('');
  for (const part of done) sayPart(part);
  if (isInterrupted) complain('Interrupted.');
  const isGood = !isInterrupted && counts.failed === 0 && done.every((part) => part.isGood);
  if (!isGood) process.exitCode = isInterrupted ? 130 : 1;
  say(`\n${formatCounts(counts)}`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
