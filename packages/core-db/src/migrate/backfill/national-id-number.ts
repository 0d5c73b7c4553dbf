import type { Backfill } from './run-backfill.ts';

const LINE_LIMIT = 2_000_000;
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ./-]{2,63}$/u;

export class BackfillSourceError extends Error {
  override readonly name = 'BackfillSourceError';
}

const toKey = (slug: string, email: string) => `${slug}\n${email.trim().toLowerCase()}`;

function parseLine(line: string, index: number): { key: string; number: string } {
  const [slug = '', email = '', number = '', ...more] = line.split(',').map((part) => part.trim());
  if (slug === '' || !email.includes('@') || !NUMBER.test(number) || more.length > 0) {
    // The line itself is somebody's identity: only its number is told.
    throw new BackfillSourceError(`Line ${index + 1} is not "tenant,e-mail,number".`);
  }
  return { key: toKey(slug, email), number };
}

function parseSource(csv: string): Map<string, string> {
  const lines = csv.split(/\r?\n/).map((text, index) => ({ text: text.trim(), index }));
  const filled = lines.filter(({ text }) => text !== '' && !text.startsWith('#'));
  if (filled.length > LINE_LIMIT) {
    throw new BackfillSourceError(`The file has more than ${LINE_LIMIT} lines: split it.`);
  }
  const numbers = new Map<string, string>();
  for (const { text, index } of filled) {
    const { key, number } = parseLine(text, index);
    const known = numbers.get(key);
    if (known !== undefined && known !== number) {
      throw new BackfillSourceError(`Line ${index + 1} contradicts an earlier line.`);
    }
    numbers.set(key, number);
  }
  return numbers;
}

/**
 * The middle step of the worked example: the column came nullable, this fills it from the file of
 * numbers that the people's papers were checked against (`tenant,e-mail,number` per line), and only
 * then does approval require it. Throws BackfillSourceError naming the line that is wrong.
 */
export function nationalIdNumberBackfill(csv: string): Backfill {
  const numbers = parseSource(csv);
  return {
    name: 'national-id-number',
    describes: 'National ID numbers of people who signed up before they were asked for.',
    table: 'User',
    column: 'nationalIdNumber',
    columnType: 'varchar(64)',
    reads: ['email'],
    toValue: (row, tenant) => numbers.get(toKey(tenant.slug, String(row['email']))),
  };
}
