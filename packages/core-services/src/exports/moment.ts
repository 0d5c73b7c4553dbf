import { z } from 'zod';

/**
 * A moment in the filter of a file, which comes as plain JSON: ISO 8601 with its offset. Neither a
 * day nor null is one: which moment of the day is meant cannot be told.
 */
export const Moment = z.iso
  .datetime({ offset: true, error: 'moment' })
  .transform((text) => new Date(text));
