import { z } from 'zod';

/** Largest page a list gives. */
export const maxPageLimit = 100;

/** Offset page of a console list. */
export const PageInput = z.strictObject({
  page: z.int().min(1).max(100_000).default(1),
  limit: z.int().min(1).max(maxPageLimit).default(25),
});
export type PageInput = z.infer<typeof PageInput>;

/** A page of `item` with its totals. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    page: z.int(),
    limit: z.int(),
    total: z.int(),
    totalPages: z.int(),
  });
}

/** Sorting by one of `fields`. */
export function sortBy<const F extends readonly [string, ...string[]]>(fields: F) {
  return z.strictObject({ field: z.enum(fields), direction: z.enum(['asc', 'desc']) });
}
