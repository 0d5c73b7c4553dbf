import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countPlaywright, countVitest, formatCounts, sumCounts } from './counts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  success: true,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};
const playwright = {
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 2 },
  errors: [] as unknown[],
};

test('a good run is counted as reported', () => {
  expect(countVitest(report(vitest), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  expect(countPlaywright(report(playwright), 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

test('a file that fails to load counts as a failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  const broken = report({ ...vitest, success: false, testResults });
  expect(countVitest(broken, 1)).toMatchObject({ failed: 1 });
});

test('a run that ends badly without a failed test counts as a failure', () => {
  expect(countVitest(report(vitest), 1)).toMatchObject({ failed: 1 });
  expect(countPlaywright(report({ ...playwright, errors: [{}] }), 0)).toMatchObject({ failed: 1 });
});

test('a run without a report counts as a failure', () => {
  const missing = join(folder, 'missing.json');
  expect(countVitest(missing, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright(missing, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a flaky journey counts as failed', () => {
  const stats = { ...playwright.stats, flaky: 1 };
  expect(countPlaywright(report({ ...playwright, stats }), 0)).toMatchObject({ failed: 1 });
});

test('the last line has its fixed form', () => {
  const all = [
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 0, skipped: 1 },
  ];
  expect(formatCounts(sumCounts(all))).toBe('11 passed, 2 failed, 4 skipped');
});
