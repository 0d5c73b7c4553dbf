import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { attacks } from './attacks/index.ts';
import { runAttacks } from './run-attacks.testing.ts';
import type { Results } from './run-attacks.testing.ts';
import { toDocument } from './to-document.testing.ts';
import { settings } from './walls.testing.ts';

const DOCUMENT = new URL('../../../../docs/isolation.md', import.meta.url);
const LIMIT_MS = 400_000;

test('there are at least sixty attacks, each under a name of its own', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(60);
  expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
});

describe('the walls between tenants', () => {
  const results = new Map<string, Results>();
  const breachesOf = (name: string) =>
    attacks
      .filter(({ id }) => !['held', 'not run'].includes(results.get(name)?.get(id) ?? ''))
      .map(({ id }) => id);

  test.concurrent.each(settings)('are attacked: $name', { timeout: LIMIT_MS }, async (setting) => {
    results.set(setting.name, await runAttacks(attacks, setting));
  });

  test('let nothing through when all of them stand', () => {
    expect(breachesOf('all walls')).toEqual([]);
  });

  test('are what holds: every attack gets through where none stands', () => {
    const through = new Set(breachesOf('no wall'));
    const held = attacks.filter(
      ({ id, isClusterWide, heldBy }) => !through.has(id) && !isClusterWide && !heldBy,
    );
    expect(held.map(({ id }) => id)).toEqual([]);
  });

  test('are each needed: something gets through without any one of them', () => {
    for (const name of ['without row security', 'without extension', 'without composite keys']) {
      expect(breachesOf(name), name).not.toEqual([]);
    }
  });

  test('are drawn in docs/isolation.md as they stand', async () => {
    const wanted = toDocument(attacks, settings, results);
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(DOCUMENT, wanted);
    const written = await readFile(DOCUMENT, 'utf8').catch(() => '');
    expect(written, 'stale: run the test with UPDATE_DOCS=1').toBe(wanted);
  });
});
