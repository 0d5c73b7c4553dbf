import type { PayeeMatch } from '@freehold/core-contracts/payees';

// Letters that no decomposition takes apart.
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

// Said or left out without being another name.
const forms = new Set([
  ...['mr', 'mrs', 'ms', 'mx', 'dr', 'prof', 'm', 'mme', 'mlle', 'herr', 'frau'],
  ...['ltd', 'limited', 'plc', 'inc', 'llc', 'corp', 'co', 'company'],
  ...['gmbh', 'ag', 'sa', 'sarl', 'sas', 'srl', 'spa', 'bv', 'nv', 'ab', 'oy', 'as'],
]);

/**
 * Whether somebody goes by the name that was expected. Case, accents, punctuation, the order of the
 * words, titles and legal forms don't count. CLOSE allows a slip of one letter in a word of four or
 * more, two in one of eight or more, an initial for a given name, further given names left out and
 * one word too many; never a single word for a name that has several.
 */
export function compareNames(expected: string, actual: string): PayeeMatch {
  const wanted = toWords(expected);
  const real = toWords(actual);
  if (wanted.length === 0 || real.length === 0) return 'NO_MATCH';
  if (wanted.toSorted().join(' ') === real.toSorted().join(' ')) return 'MATCH';
  if (wanted.length <= real.length) return isClose(wanted, real) ? 'CLOSE' : 'NO_MATCH';
  // One word too many is a slip; a row of initials and surnames is a search.
  const isSlip = wanted.length === real.length + 1 && wanted.every((word) => word.length > 1);
  return isSlip && isClose(real, wanted) ? 'CLOSE' : 'NO_MATCH';
}

function toWords(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßæœøłđðþı]/gu, (letter) => spelledOut[letter] ?? letter)
    // One name, however its halves are joined: O'Neil, O’Neil, Oneil.
    .replaceAll(/['’ʼ`.]/gu, '');
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const naming = words.filter((word) => !forms.has(word));
  return (naming.length > 0 ? naming : words).slice(0, mostWords);
}

const mostWords = 8;

/** Whether each of the fewer words stands for another one of the more. */
function isClose(fewer: readonly string[], more: readonly string[]): boolean {
  if (fewer.length === 1 && more.length > 1) return false;
  const left = [...more];
  let whole = 0;
  // Longest first, so that an initial doesn't take what a whole word stands for.
  for (const word of fewer.toSorted((a, b) => b.length - a.length)) {
    const at = findPartner(word, left);
    if (at === -1) return false;
    const [partner = ''] = left.splice(at, 1);
    if (word.length > 1 && partner.length > 1) whole += 1;
  }
  // Initials alone name nobody.
  return whole > 0;
}

function findPartner(word: string, others: readonly string[]): number {
  const same = others.indexOf(word);
  if (same !== -1) return same;
  const near = others.findIndex((other) => isSlip(word, other));
  return near === -1 ? others.findIndex((other) => isInitial(word, other)) : near;
}

function isInitial(a: string, b: string): boolean {
  return (a.length === 1 || b.length === 1) && a[0] === b[0];
}

function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
  return Math.abs(a.length - b.length) <= allowed && editDistance(a, b) <= allowed;
}

/** Letters added, dropped, changed or swapped with their neighbour, at the least. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}
