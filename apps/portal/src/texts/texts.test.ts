import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { fr, withFrenchSpaces } from './fr.ts';

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}|<\/?\w+>/gu)].map(([found]) => found).toSorted();
}

describe('the two languages', () => {
  test('hold the same keys', () => {
    expect(Object.keys(fr).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test.each(Object.keys(en) as (keyof typeof en)[])('%s has the same placeholders', (key) => {
    expect(placeholders(fr[key])).toEqual(placeholders(en[key]));
  });

  test('leave no text empty', () => {
    for (const text of [...Object.values(en), ...Object.values(fr)]) {
      expect(text.trim()).not.toBe('');
    }
  });

  test('use typographic apostrophes and quotation marks', () => {
    for (const text of [...Object.values(en), ...Object.values(fr)]) {
      expect(text, text).not.toMatch(/['"]/u);
    }
  });

  test('differ wherever words are meant to be read', () => {
    const same = Object.keys(en).filter(
      (key) => en[key as keyof typeof en] === fr[key as keyof typeof en],
    );
    expect(same).toEqual([]);
  });
});

test('French punctuation never stands alone at the start of a line', () => {
  expect(withFrenchSpaces('Quoi ? « Ceci » : cela ; voilà !')).toBe(
    'Quoi\u202f? «\u00a0Ceci\u00a0»\u00a0: cela\u202f; voilà\u202f!',
  );
  for (const text of Object.values(fr)) expect(text, text).not.toMatch(/ [:;!?»]|« /u);
});
