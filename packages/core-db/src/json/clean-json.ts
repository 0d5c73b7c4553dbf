import { AppError } from '@freehold/core-contracts/errors';

export type JsonBounds = {
  /** Objects and lists inside one another. */
  readonly maxDepth: number;
  /** Of the text that is stored, in UTF-8. */
  readonly maxBytes: number;
};

export type CleanJson =
  | string
  | number
  | boolean
  | null
  | CleanJson[]
  | { [key: string]: CleanJson };

export const standardJsonBounds: JsonBounds = { maxDepth: 32, maxBytes: 1_048_576 };

type Walk = JsonBounds & { readonly name: string; bytes: number };
type Path = { readonly up: Path; readonly step: string | number } | undefined;

const longestPath = 200;

/**
 * A copy of `value` that a JSON column takes and gives back unchanged: fields that are functions,
 * symbols or undefined are left out (in lists they are null), NUL characters are removed and lone
 * surrogates replaced by U+FFFD; dates and decimals become text. Throws INVALID `json.too_deep`,
 * `json.too_large`, `json.not_finite`, `json.big_integer`, `json.not_plain` or `json.key_repeated`
 * with the `path`, which begins with `name`.
 */
export function cleanJson(
  value: unknown,
  bounds: Partial<JsonBounds> & { readonly name?: string } = {},
): CleanJson {
  const walk: Walk = { ...standardJsonBounds, name: '$', ...bounds, bytes: 0 };
  return clean(walk, value, undefined, 0) ?? null;
}

/** Undefined where there is nothing to keep. */
function clean(walk: Walk, value: unknown, path: Path, depth: number): CleanJson | undefined {
  switch (typeof value) {
    case 'string':
      return cleanText(walk, value, path);
    case 'number':
      if (!Number.isFinite(value)) throw refusal(walk, path, 'json.not_finite');
      // Read back, a negative zero is none.
      return counted(walk, path, Object.is(value, -0) ? 0 : value);
    case 'boolean':
      return counted(walk, path, value);
    case 'bigint':
      throw refusal(walk, path, 'json.big_integer');
    case 'object':
      return value === null
        ? counted(walk, path, null)
        : cleanStructure(walk, value, path, depth + 1);
    case 'undefined':
    case 'function':
    case 'symbol':
      return undefined;
  }
}

function cleanStructure(
  walk: Walk,
  value: object,
  path: Path,
  depth: number,
): CleanJson | undefined {
  // Before anything else: what contains itself ends here.
  if (depth > walk.maxDepth) {
    throw refusal(walk, path, 'json.too_deep', { maxDepth: walk.maxDepth });
  }
  if (Array.isArray(value)) return cleanList(walk, value, path, depth);
  if (hasToJson(value)) return clean(walk, value.toJSON(), path, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) throw refusal(walk, path, 'json.not_plain');
  return cleanFields(walk, value, path, depth);
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function cleanList(walk: Walk, list: readonly unknown[], path: Path, depth: number): CleanJson[] {
  spend(walk, path, list.length === 0 ? 2 : list.length + 1);
  const cleaned: CleanJson[] = [];
  // By index: a list may have holes, and they are null too.
  for (let index = 0; index < list.length; index += 1) {
    const step = { up: path, step: index };
    const item = clean(walk, list[index], step, depth);
    cleaned.push(item === undefined ? counted(walk, step, null) : item);
  }
  return cleaned;
}

function cleanFields(walk: Walk, value: object, path: Path, depth: number): CleanJson {
  spend(walk, path, 2);
  const fields = new Map<string, CleanJson>();
  for (const [key, inner] of Object.entries(value)) {
    const step = { up: path, step: key };
    const cleaned = clean(walk, inner, step, depth);
    if (cleaned === undefined) continue;
    const name = cleanText(walk, key, step);
    if (fields.has(name)) throw refusal(walk, step, 'json.key_repeated');
    spend(walk, step, fields.size === 0 ? 1 : 2);
    fields.set(name, cleaned);
  }
  // Defines them, `__proto__` too, where an assignment would change the object's kind.
  return Object.fromEntries(fields);
}

function cleanText(walk: Walk, text: string, path: Path): string {
  return counted(walk, path, text.replaceAll('\u0000', '').toWellFormed());
}

function counted<T extends string | number | boolean | null>(walk: Walk, path: Path, value: T): T {
  spend(walk, path, Buffer.byteLength(JSON.stringify(value)));
  return value;
}

function spend(walk: Walk, path: Path, bytes: number): void {
  walk.bytes += bytes;
  if (walk.bytes > walk.maxBytes) {
    throw refusal(walk, path, 'json.too_large', { maxBytes: walk.maxBytes });
  }
}

function refusal(
  { name }: Walk,
  path: Path,
  code: string,
  params: Record<string, number> = {},
): AppError {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.up) {
    steps.unshift(typeof at.step === 'number' ? `[${at.step}]` : `.${at.step}`);
  }
  const text = `${name}${steps.join('')}`.replaceAll('\u0000', '').toWellFormed();
  return new AppError('INVALID', code, { ...params, path: text.slice(0, longestPath) });
}
