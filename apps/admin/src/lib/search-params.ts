import { z } from 'zod';

/*
 * Addresses stay readable and short: lists are joined by commas, defaults are left out, and whatever
 * does not fit its schema is dropped instead of breaking the page.
 */

/** Reads an address's query into plain texts. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

type SearchValue = string | number | boolean | readonly string[] | null | undefined;

/** Writes search state into a query; undefined leaves a key out. */
export function stringifySearch(search: Record<string, SearchValue>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null) continue;
    query.set(key, typeof value === 'object' ? value.join(',') : String(value));
  }
  const text = query.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}

const splitList = (value: unknown) =>
  typeof value === 'string' ? value.split(',').filter(Boolean) : value;

/** Several of `item`. */
export function listParam<T extends z.ZodType>(item: T) {
  return z.preprocess(splitList, z.array(item).max(40)).optional().catch(undefined);
}

/** One of `item`. */
export function oneParam<T extends z.ZodType>(item: T) {
  return item.optional().catch(undefined);
}

/** A bounded whole number. */
export function countParam(min: number, max: number) {
  return z.coerce.number().int().min(min).max(max).optional().catch(undefined);
}

/** Yes, or nothing said. */
export const flagParam = z
  .preprocess((value) => value === 'true' || value === true, z.literal(true))
  .optional()
  .catch(undefined);

/** A piece of text. */
export const textParam = z.string().trim().min(1).max(120).optional().catch(undefined);

/** A calendar date, YYYY-MM-DD. */
export const dateParam = z.iso.date().optional().catch(undefined);

/** A sort of one of `fields`: `createdAt` upwards, `-createdAt` downwards. */
export function sortParam<const F extends readonly [string, ...string[]]>(fields: F) {
  const both = fields.flatMap((field) => [field, `-${field}`]) as (F[number] | `-${F[number]}`)[];
  return z
    .enum(both as [F[number] | `-${F[number]}`])
    .optional()
    .catch(undefined);
}

/** What every list keeps in its address. */
export const listSearchShape = {
  page: countParam(1, 100_000),
  limit: countParam(1, 100),
  q: textParam,
  /** Columns not shown. */
  hide: listParam(z.string().max(40)),
  /** Row whose panel is open. */
  open: z.string().max(120).optional().catch(undefined),
};

export type ListSearch = {
  page?: number | undefined;
  limit?: number | undefined;
  q?: string | undefined;
  hide?: string[] | undefined;
  open?: string | undefined;
  /** Of lists that can be sorted. */
  sort?: string | undefined;
};

export type SortSetting<F extends string> = { field: F; direction: 'asc' | 'desc' };

/** `-createdAt` → field and direction. */
export function readSort<F extends string>(
  value: F | `-${F}` | undefined,
  fallback: SortSetting<F>,
): SortSetting<F> {
  if (value === undefined) return fallback;
  return value.startsWith('-')
    ? { field: value.slice(1) as F, direction: 'desc' }
    : { field: value as F, direction: 'asc' };
}

/** Field and direction → `-createdAt`. */
export function writeSort<F extends string>(sort: SortSetting<F>): F | `-${F}` {
  return sort.direction === 'desc' ? `-${sort.field}` : sort.field;
}
