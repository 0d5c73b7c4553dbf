import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import type { Settings } from '../env.ts';
import { root } from '../root.ts';
import { paint, say } from '../terminal.ts';
import { verify } from '../verify/run.ts';
import { findChromium } from './chromium.ts';
import { countPlaywright, countVitest } from './counts.ts';
import type { Counts } from './counts.ts';

export type Part = {
  name: string;
  isGood: boolean;
  durationMs: number;
  counts?: Counts;
  note?: string;
};

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

function freshReport(settings: Settings, name: string): string {
  mkdirSync(settings.DATA_DIR, { recursive: true });
  const file = join(settings.DATA_DIR, name);
  rmSync(file, { force: true });
  return file;
}

async function runVerify(): Promise<Part> {
  const startedMs = Date.now();
  const failed = await verify();
  const durationMs = Date.now() - startedMs;
  const note = failed.length === 0 ? {} : { note: failed.join(', ') };
  return { name: 'checks', isGood: failed.length === 0, durationMs, ...note };
}

async function runVitest(settings: Settings): Promise<Part> {
  const report = freshReport(settings, 'vitest-report.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, durationMs } = await runCommand({ program: 'vitest', args }, true);
  const counts = countVitest(report, code);
  return { name: 'tests', isGood: code === 0 && counts.failed === 0, durationMs, counts };
}

async function countJourneys(settings: Settings): Promise<number> {
  const report = freshReport(settings, 'journeys-list.json');
  await runCommand({
    program: 'playwright',
    args: ['test', '--list', '--reporter=json'],
    cwd: 'e2e',
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PATH: journeyPath() },
  });
  const { passed, skipped } = countPlaywright(report, 0);
  return passed + skipped;
}

function journeyPath(): string {
  const bins = [join(root, 'e2e', 'node_modules', '.bin'), join(root, 'node_modules', '.bin')];
  return [...bins, process.env['PATH'] ?? ''].join(':');
}

async function runJourneys(settings: Settings): Promise<Part> {
  const name = 'journeys';
  if (!existsSync(join(root, 'e2e', 'playwright.config.ts'))) {
    return { name, isGood: true, durationMs: 0, counts: NOTHING, note: 'there are none' };
  }
  const chromium = findChromium(settings.CHROMIUM_PATH, process.env['PATH'] ?? '');
  if (chromium === undefined) {
    const skipped = await countJourneys(settings);
    const note = 'NOT RUN: no Chromium was found. Install one or set CHROMIUM_PATH.';
    say(paint(['bgYellow', 'black'], ` The browser journeys are ${note} `));
    return { name, isGood: true, durationMs: 0, counts: { ...NOTHING, skipped }, note };
  }
  const report = freshReport(settings, 'journeys-report.json');
  const command = {
    program: 'playwright',
    args: ['test', '--reporter=list,json'],
    cwd: 'e2e',
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      CHROMIUM_PATH: chromium,
      PATH: journeyPath(),
    },
  };
  const { code, durationMs } = await runCommand(command, true);
  const counts = countPlaywright(report, code);
  return { name, isGood: code === 0 && counts.failed === 0, durationMs, counts };
}

export const parts: readonly ((settings: Settings) => Promise<Part>)[] = [
  runVerify,
  runVitest,
  runJourneys,
];
