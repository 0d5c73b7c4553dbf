/*
 * One text for one value, so that a hash over it means something: RFC 8785 (members sorted by
 * UTF-16 code units, no white space, ECMAScript escapes). Narrower than the RFC on purpose: a
 * number is a safe integer, because that is what survives a database and another language.
 */
const maxDepth = 32;

/** Canonical JSON of `value`. Throws TypeError for what has no such text, and past 32 levels. */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0);
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > maxDepth) throw new TypeError(`${path} is nested deeper than ${maxDepth} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeText(value, path);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${path} is not a safe integer`);
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => write(item, `${path}[${index}]`, depth + 1));
    return `[${items.join(',')}]`;
  }
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => {
        const name = writeText(key, path);
        return `${name}:${write(item, `${path}.${key}`, depth + 1)}`;
      });
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`${path} has no JSON form`);
}

function writeText(text: string, path: string): string {
  if (!text.isWellFormed()) throw new TypeError(`${path} is not well-formed Unicode`);
  if (text.includes('\u0000')) throw new TypeError(`${path} contains a NUL character`);
  return JSON.stringify(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
