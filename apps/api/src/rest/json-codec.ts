/*
 * Between JSON and what procedures take and give. Instants are ISO 8601 and large numbers are text;
 * what does not fit is handed on as it came, for the procedure's own schema to refuse.
 */
import type { z } from 'zod';

interface Definition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/u;
const integer = /^-?\d{1,30}$/u;
const decimal = /^-?\d{1,30}(\.\d{1,30})?$/u;

/** The schema under defaults, options and transformations. */
export function coreOf(schema: z.core.$ZodType): Definition {
  // Definitions of all kinds have these fields or none of them.
  const definition = schema._zod.def as unknown as Definition;
  const inner = definition.innerType ?? definition.in;
  return inner === undefined ? definition : coreOf(inner);
}

/** A value of a JSON body as a procedure takes it. */
export function fromJson(schema: z.core.$ZodType, value: unknown): unknown {
  const { type, element, shape } = coreOf(schema);
  if (typeof value === 'string') return fromText(type, value);
  if (Array.isArray(value)) {
    return element === undefined ? value : value.map((item) => fromJson(element, item));
  }
  if (typeof value !== 'object' || value === null || shape === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return [name, inner === undefined ? field : fromJson(inner, field)];
    }),
  );
}

/** The values of one query parameter as a procedure takes them; only a list may come more than once. */
export function fromQuery(schema: z.core.$ZodType, values: readonly string[]): unknown {
  const { type, element } = coreOf(schema);
  if (type === 'array' && element !== undefined) {
    const inner = coreOf(element).type;
    return values.map((value) => fromQueryText(inner, value));
  }
  const [value = ''] = values;
  return values.length === 1 ? fromQueryText(type, value) : values;
}

function fromText(type: string, value: string): unknown {
  if (type === 'date' && instant.test(value)) return new Date(value);
  if (type === 'bigint' && integer.test(value)) return BigInt(value);
  return value;
}

function fromQueryText(type: string, value: string): unknown {
  if (type === 'number' && decimal.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return fromText(type, value);
}

/** What a procedure gave as JSON: instants as ISO 8601 in UTC, big integers as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'bigint' ? String(field) : field,
  );
}
