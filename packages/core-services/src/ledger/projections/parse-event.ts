import type { z } from 'zod';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { ProjectionError } from './projection.ts';

/** The payload of an event. Throws ProjectionError for one of another shape. */
export function parseEvent<S extends z.ZodType>(event: LedgerEvent, schema: S): z.infer<S> {
  const parsed = schema.safeParse(event.payload);
  if (parsed.success) return parsed.data;
  const { name, version } = event;
  throw new ProjectionError(`The payload is not that of ${name} version ${version}`);
}

/** Stamps of a row that an event makes: the same whenever it is carried out. */
export function stampsOf({ timestamp }: LedgerEvent): { createdAt: Date; updatedAt: Date } {
  return { createdAt: timestamp, updatedAt: timestamp };
}
