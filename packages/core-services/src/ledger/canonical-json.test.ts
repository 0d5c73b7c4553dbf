import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('members are sorted by UTF-16 code units and nothing else is written', () => {
  // The order of RFC 8785 section 3.2.3.
  const value = {
    '\u20ac': 1,
    '\r': 2,
    '\ufb33': 3,
    '1': 4,
    '\ud83d\ude00': 5,
    '\u0080': 6,
    '\u00f6': 7,
  };
  expect(canonicalJson(value)).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
  expect(canonicalJson([true, null, { b: 'x', a: [] }])).toBe('[true,null,{"a":[],"b":"x"}]');
});

test('text is the same for every order of members, and reads back as the same value', () => {
  const json = fc.jsonValue({ noUnicodeString: false }).filter(hasOnlyPlainValues);
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
});

test.each([
  [1.5, 'not a safe integer'],
  [2 ** 53, 'not a safe integer'],
  [Number.NaN, 'not a safe integer'],
  ['\ud800', 'well-formed'],
  ['a\u0000b', 'NUL'],
  [undefined, 'no JSON form'],
  [() => 1, 'no JSON form'],
  [new Date(0), 'no JSON form'],
  [1n, 'no JSON form'],
])('%s has no canonical form', (value, reason) => {
  expect(() => canonicalJson({ value })).toThrow(reason);
});

test('what has no canonical form is named by its path', () => {
  expect(() => canonicalJson({ a: [0, { b: 1.5 }] })).toThrow('$.a[1].b is not a safe integer');
  expect(() => canonicalJson([1.5])).toThrow(new TypeError('$[0] is not a safe integer'));
});

test('nesting is bounded', () => {
  let value: unknown = 1;
  for (let level = 0; level < 40; level += 1) value = [value];
  expect(() => canonicalJson(value)).toThrow('nested deeper');
});

function hasOnlyPlainValues(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (Array.isArray(value)) return value.every(hasOnlyPlainValues);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every((entry) => entry.every(hasOnlyPlainValues));
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reversed(item)] as const);
  return Object.fromEntries(entries.toReversed());
}
