import { Prisma } from '../generated/prisma/client.ts';
import { cleanJson } from './clean-json.ts';

/** What is written to a JSON column: cleaned, except for Prisma's own names for null. */
export function cleanJsonField(model: string, field: string, value: unknown): unknown {
  const isNull = value === Prisma.DbNull || value === Prisma.JsonNull || value === Prisma.AnyNull;
  if (value === undefined || value === null || isNull) return value;
  return cleanJson(value, { name: `${model}.${field}` });
}
