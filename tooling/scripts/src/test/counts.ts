import { readFileSync } from 'node:fs';

export type Counts = { passed: number; failed: number; skipped: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
  testResults: { status: string; assertionResults: unknown[] }[];
};

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

// Files that fail to load and errors outside of tests have no test to be counted by.
function withUncounted(counts: Counts, uncounted: number, isSuccess: boolean): Counts {
  const failed = counts.failed + uncounted;
  return { ...counts, failed: isSuccess || failed > 0 ? failed : 1 };
}

/** Counts of a Vitest report; a run that ended badly has at least one failure. */
export function countVitest(file: string, exitCode: number): Counts {
  const report = readReport(file) as VitestReport | undefined;
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return withUncounted(counts, broken.length, report.success && exitCode === 0);
}

/** Counts of a Playwright report; a flaky test counts as failed. */
export function countPlaywright(file: string, exitCode: number): Counts {
  const report = readReport(file) as PlaywrightReport | undefined;
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const counts = { passed: expected, failed: unexpected + flaky, skipped };
  return withUncounted(counts, 0, report.errors.length === 0 && exitCode === 0);
}

export function sumCounts(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** The last line of `npm test`; others read it, so its form is fixed. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
