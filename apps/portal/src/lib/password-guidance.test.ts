import { expect, test } from 'vitest';
import { guidePassword } from './password-guidance.ts';

const person = { firstName: 'Anaïs', lastName: 'Le Goff', email: 'a.legoff@kerlouan-mer.bzh' };
const guide = (password: string) => guidePassword(password, person, ['Freehold', 'Mainnet']);

test('length is counted in code points, of the normalised text', () => {
  expect(guide('🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎').isLongEnough).toBe(false);
  expect(guide('🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎')).toMatchObject({ length: 15, isLongEnough: true });
  expect(guide('e\u0301').length).toBe(1);
});

test.each([
  ['the first name, accents aside', 'velours anais marmite'],
  ['the last name, joined', 'marmite-legoff-velours'],
  ['a part of the address', 'un bateau kerlouan bleu'],
  ['the name of the product', 'my FreeHold of words'],
  ['the name of the place', 'main-net of many words'],
])('%s is found', (_, password) => {
  expect(guide(password).isPersonal).toBe(true);
});

test('four words of its own are neither short nor personal', () => {
  expect(guide('velours marmite cravate lune')).toMatchObject({
    isLongEnough: true,
    isPersonal: false,
  });
});
