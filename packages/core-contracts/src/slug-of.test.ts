import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrganizationSlug } from './organizations.ts';
import { slugOf } from './slug-of.ts';

test.each([
  ['Atelier Léman & Fils', 'atelier-leman-fils'],
  ['  --Nord 24--  ', 'nord-24'],
  ['株式会社', ''],
  [
    'A very long name of an organization that goes on and on',
    'a-very-long-name-of-an-organization-that',
  ],
])('“%s” suggests “%s”', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('what is suggested for any name is a short name, or too short to be one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      const slug = slugOf(name);
      if (slug.length >= 3) expect(OrganizationSlug.safeParse(slug).success).toBe(true);
    }),
  );
});
