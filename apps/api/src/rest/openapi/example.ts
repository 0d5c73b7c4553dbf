import { typesOf, type JsonSchema } from './json-schema.ts';

const uuid = '019e9c1a-7c3e-7b5e-9d0a-3f1c2b4a5d6e';
const instant = '2026-11-21T09:30:00.000Z';

const byName: Readonly<Record<string, unknown>> = {
  amount: 10,
  code: 'webhook.too_many',
  description: 'Billing',
  email: 'ada@example.org',
  firstName: 'Ada',
  lastName: 'Byron',
  name: 'Kwartz',
  page: 1,
  limit: 25,
  prefix: 'fhk_demo_8k2m4n6p',
  reason: 'Order 1042',
  requestId: 'order-1042',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  slug: 'kwartz',
  toSlug: 'second-office',
  total: 1,
  totalPages: 1,
  url: 'https://hooks.example.org/freehold',
  endpointUrl: 'https://hooks.example.org/freehold',
  version: 0,
};

/** A value that a schema takes, plausible where a field's name is known; references are looked up in `schemas`. */
export function exampleOf(
  schema: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
  name = '',
): unknown {
  if (schema.$ref !== undefined) {
    const target = schemas[schema.$ref.split('/').at(-1) ?? ''];
    if (target === undefined) throw new Error(`Nothing at ${schema.$ref}`);
    return exampleOf(target, schemas, name);
  }
  const { anyOf, const: fixed, enum: values } = schema;
  if (fixed !== undefined) return fixed;
  if (schema.default !== undefined) return schema.default;
  if (values?.[0] !== undefined) return values[0];
  const [first] = anyOf ?? [];
  if (first !== undefined)
    return typeof first === 'object' ? exampleOf(first, schemas, name) : null;
  const [type] = typesOf(schema);
  if (type === 'object') return exampleOfObject(schema, schemas);
  if (type === 'array') return exampleOfList(schema, schemas);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') {
    return typeof byName[name] === 'number' ? byName[name] : (schema.minimum ?? 1);
  }
  return exampleOfText(schema, name);
}

function exampleOfList(
  { items }: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
): unknown[] {
  return typeof items === 'object' && !Array.isArray(items) ? [exampleOf(items, schemas)] : [];
}

function exampleOfObject(
  schema: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([field, inner]) =>
      typeof inner === 'object' ? [[field, exampleOf(inner, schemas, field)]] : [],
    ),
  );
}

function exampleOfText({ format, pattern }: JsonSchema, name: string): string {
  if (format === 'uuid') return uuid;
  if (format === 'date-time') return instant;
  const known = byName[name];
  if (typeof known === 'string') return known;
  // An amount of money, in whichever way its schema says so.
  if (pattern?.includes(String.raw`(\.\d`) === true || name === 'amount') return '12.5';
  if (format === 'uri' || format === 'uri-reference') return 'https://example.org/';
  return pattern?.includes('[0-9]+') === true ? '12' : 'text';
}
