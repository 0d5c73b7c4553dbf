/*
 * One text for one value, so that a hash over it means something: RFC 8785 (members sorted by
 * UTF-16 code units, no white space, ECMAScript escapes). Narrower than the RFC on purpose: a
 * number is a safe integer, because that is what survives a database and another language.
 */
const maxDepth = 32;

/** Canonical JSON of `value`. Throws TypeError for what has no such text, and past 32 levels. */
export function canonicalJson(value: unknown): string {
  try {
    return write(value, 0);
  } catch (error) {
    if (error instanceof Unwritable)
      throw new TypeError(`$${error.path} ${error.fault}`, { cause: error });
    throw error;
  }
}

/** Its path is put together on the way out: who writes thousands of values pays nothing for it. */
class Unwritable extends Error {
  readonly fault: string;
  path = '';

  constructor(fault: string) {
    super(fault);
    this.fault = fault;
  }
}

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new Unwritable(`is nested deeper than ${maxDepth} levels`);
  if (typeof value === 'string') return writeText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Unwritable('is not a safe integer');
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) {
    // By place, so that a hole is an item like any other.
    const items = Array.from(value, (item: unknown, index) => writeAt(index, item, depth));
    return `[${items.join(',')}]`;
  }
  if (typeof value === 'object' && isPlain(value)) return writeMembers(value, depth);
  throw new Unwritable('has no JSON form');
}

function writeMembers(value: object, depth: number): string {
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(value).toSorted(byCodeUnits)) {
    text += `${text === '' ? '' : ','}${writeText(key)}:${writeAt(key, members[key], depth)}`;
  }
  return `{${text}}`;
}

function writeAt(place: string | number, value: unknown, depth: number): string {
  try {
    return write(value, depth + 1);
  } catch (error) {
    if (error instanceof Unwritable) {
      error.path = `${typeof place === 'number' ? `[${place}]` : `.${place}`}${error.path}`;
    }
    throw error;
  }
}

function writeText(text: string): string {
  if (!text.isWellFormed()) throw new Unwritable('is not well-formed Unicode');
  if (text.includes('\u0000')) throw new Unwritable('contains a NUL character');
  return JSON.stringify(text);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : 1;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
