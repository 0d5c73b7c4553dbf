import { z } from 'zod';

/** A row's id: a UUID, lower case. */
export const Id = z.guid({ error: 'uuid' }).transform((value) => value.toLowerCase());
export type Id = z.infer<typeof Id>;

/** A tenant's short name in addresses. */
export const TenantSlug = z.string().regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/u, { error: 'slug' });
export type TenantSlug = z.infer<typeof TenantSlug>;

/** ISO 3166-1 alpha-2. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/u, { error: 'country' });

/** A calendar date without time, YYYY-MM-DD. */
export const CalendarDate = z.iso.date({ error: 'date' });

/** The row's version the caller has seen; a stale one is refused. */
export const Version = z.int().min(0).max(2_147_483_647);

/** A decimal amount as text: up to 27 digits before the point and 9 after. */
export const DecimalText = z.string().regex(/^-?\d{1,27}(\.\d{1,9})?$/u, { error: 'decimal' });

/** A sum of amounts, which may have more digits than any one of them. */
export const SumText = z.string().regex(/^-?\d{1,39}(\.\d{1,9})?$/u, { error: 'decimal' });

/** Languages the platform speaks. */
export const Locale = z.enum(['en', 'fr']);
export type Locale = z.infer<typeof Locale>;
