import type { PayeeMatch } from '@freehold/core-contracts/payees';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNames } from './compare-names.ts';

const cases: Readonly<Record<PayeeMatch, readonly (readonly [string, string])[]>> = {
  MATCH: [
    ['Ada Lovelace', 'Ada Lovelace'],
    ['  ADA   lovelace ', 'Ada Lovelace'],
    ['Lovelace, Ada', 'Ada Lovelace'],
    ['Mrs. Ada Lovelace', 'Ada Lovelace'],
    ['Francois Lefevre', 'François Lefèvre'],
    ['Jurgen Groß', 'Jürgen Gross'],
    ['Soren Ostergaard', 'Søren Østergaard'],
    ['Lukasz Wojcik', 'Łukasz Wójcik'],
    ["Sinead O'Neil", 'Sinéad O’Neil'],
    ['Anne-Marie Dupont', 'Anne Marie Dupont'],
    ['Acme GmbH', 'ACME'],
    ['Ünal Şahin', 'Unal Sahin'],
    ['李小龍', '李小龍'],
    ['Prince', 'Prince'],
  ],
  CLOSE: [
    ['A. Lovelace', 'Ada Lovelace'],
    ['Ada Lovelase', 'Ada Lovelace'],
    ['Ada Lovleace', 'Ada Lovelace'],
    ['Ada King', 'Ada Augusta King'],
    ['Ada Augusta King', 'Ada King'],
    ['Jonathon Smith', 'Jonathan Smith'],
    ['Stephen Hawkings', 'Stephen Hawking'],
  ],
  NO_MATCH: [
    ['Ada Byron', 'Ada Lovelace'],
    ['Lovelace', 'Ada Lovelace'],
    ['Ada', 'Ada Lovelace'],
    ['A. L.', 'Ada Lovelace'],
    ['Bob Lovelace', 'Ada Lovelace'],
    ['Ann Lee', 'Ann Lim'],
    ['', 'Ada Lovelace'],
    ['...', 'Ada Lovelace'],
    ['李小龍', '李小明'],
    // A row of initials and surnames is a search, not a name.
    ['a b c d e f lovelace', 'Ada Lovelace'],
    ['smith jones taylor brown lovelace ada', 'Ada Lovelace'],
    ['a smith lovelace', 'Ada Lovelace'],
  ],
};

describe.each(Object.entries(cases))('%s', (match, pairs) => {
  test.each(pairs)('%j for %j', (expected, actual) => {
    expect(compareNames(expected, actual)).toBe(match);
  });
});

const word = fc.stringMatching(/^[a-z]{2,12}$/u);
const name = fc.array(word, { minLength: 2, maxLength: 4 });

test('a name matches itself, in any order and any case', () => {
  fc.assert(
    fc.property(name, (words) => {
      const shuffled = words.toReversed().join(' ').toUpperCase();
      expect(compareNames(shuffled, words.join(' '))).toBe('MATCH');
    }),
  );
});

test('it never throws, and names that share no word and no initial never come close', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (a, b) => {
      expect(['MATCH', 'CLOSE', 'NO_MATCH']).toContain(compareNames(a, b));
    }),
  );
  const left = fc.array(fc.stringMatching(/^[a-f]{4,9}$/u), { minLength: 1, maxLength: 4 });
  const right = fc.array(fc.stringMatching(/^[s-z]{4,9}$/u), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(left, right, (a, b) => {
      expect(compareNames(a.join(' '), b.join(' '))).toBe('NO_MATCH');
    }),
  );
});
