import { expect, test } from 'vitest';
import { personName } from './person-name.ts';

test('a name is both of its parts, or the one that there is', () => {
  expect(personName({ firstName: 'Ada', lastName: 'Lovelace' })).toBe('Ada Lovelace');
  expect(personName({ firstName: 'Ada', lastName: '' })).toBe('Ada');
});
