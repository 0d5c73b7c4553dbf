import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Limit } from '../budget/take-budget.ts';
import {
  attemptLimits,
  dialPrefixLimit,
  networkLimits,
  recipientLimits,
  resumeLinkGap,
  startLimit,
  tenantLimits,
} from './limits.ts';

const file = new URL('../../../../../docs/registration.md', import.meta.url);

const rows: readonly (readonly [string, Limit])[] = [
  ['guesses of all codes to one address', attemptLimits.email],
  ['guesses of all codes to one number', attemptLimits.phone],
  ...recipientLimits.email.map((limit) => ['messages to one address', limit] as const),
  ...recipientLimits.phone.map((limit) => ['messages to one number', limit] as const),
  ['resume links to one address', resumeLinkGap],
  ['devices that begin with one address', startLimit],
  ['registrations begun from one network', networkLimits.start],
  ['messages asked for by one network', networkLimits.send],
  ['guesses from one network', networkLimits.attempt],
  ['text messages to one dial prefix', dialPrefixLimit],
  ['e-mails of one tenant', tenantLimits.email],
  ['text messages of one tenant', tenantLimits.phone],
];

function duration(ms: number): string {
  if (ms % 86_400_000 === 0) return `${String(ms / 86_400_000)} d`;
  return ms % 3_600_000 === 0 ? `${String(ms / 3_600_000)} h` : `${String(ms / 1000)} s`;
}

test('the document shows the limits as they are', async () => {
  const lines = rows.map(
    ([what, { limit, windowMs, window }]) =>
      `| ${what} | ${limit.toLocaleString('en')} in ${duration(windowMs)} | ${window.toLowerCase()} |`,
  );
  const table = ['| what | at most | window |', '|---|---|---|', ...lines].join('\n');
  const written = await readFile(file, 'utf8');
  const section = /(<!-- limits: [^\n]*-->\n)[\s\S]*?(<!-- \/limits -->)/u;
  expect(written).toMatch(section);
  const expected = written.replace(
    section,
    (_all, open: string, close: string) => `${open}${table}\n${close}`,
  );
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, expected);
  expect(await readFile(file, 'utf8')).toBe(expected);
});
