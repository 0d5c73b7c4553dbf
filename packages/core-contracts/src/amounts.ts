import { z } from 'zod';

/**
 * A positive amount of money as text: at most 27 digits before the point and 9 after, above zero.
 * Canonical afterwards: no leading zeros, no trailing zeros after the point. Never a number, whose
 * digits run out.
 */
export const Amount = z
  .string({ error: 'amount_text' })
  .max(40, { error: 'too_long' })
  .transform((value) => value.trim())
  .pipe(
    z
      .string()
      .regex(/^\d+(\.\d+)?$/u, { error: 'amount_format', abort: true })
      .regex(/^\d+(\.\d{1,9})?$/u, { error: 'amount_places', abort: true })
      .transform(canonicalAmount)
      .refine((value) => value !== '0', { error: 'amount_zero', abort: true })
      .refine((value) => value.replace(/\..*$/u, '').length <= 27, { error: 'amount_too_large' }),
  );
export type Amount = z.infer<typeof Amount>;

/** Drops the zeros that say nothing: `007.50` is `7.5`. Takes digits with at most one point. */
export function canonicalAmount(text: string): string {
  const [whole = '0', places = ''] = text.split('.');
  const kept = places.replace(/0+$/u, '');
  const digits = whole.replace(/^0+(?=\d)/u, '');
  return kept === '' ? digits : `${digits}.${kept}`;
}
