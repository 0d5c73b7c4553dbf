import { expect, test } from 'vitest';
import { uuid7 } from './uuid7.ts';

test('an id carries its time, its version and its variant', () => {
  const id = uuid7(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(
    Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  );
});

test('no two are the same, and later ones sort later', () => {
  const ids = [1, 2, 3].map((ms) => uuid7(1_700_000_000_000 + ms));
  expect(new Set(ids).size).toBe(3);
  expect(ids.toSorted()).toEqual(ids);
});
