/* From our schemas to JSON Schema 2020-12, which OpenAPI 3.1 uses, as the values look in JSON. */
import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>;

const override: Override = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  if (def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  if (def.type === 'bigint') Object.assign(jsonSchema, { type: 'string', pattern: '^-?[0-9]+$' });
  // What a transformation gives cannot be read off it; ours keep the form of what they take.
  if (def.type === 'pipe' && Object.keys(jsonSchema).length === 0) {
    Object.assign(jsonSchema, bare(z.toJSONSchema(def.in, settings('input'))));
  }
  // The bounds of safe integers say nothing that a reader needs.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

function settings(io: 'input' | 'output') {
  return { io, override, unrepresentable: 'any' } as const;
}

function bare({ $schema: _schema, $id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** The types a schema allows, without null. */
export function typesOf({ type }: JsonSchema): string[] {
  if (type === undefined) return [];
  return [type].flat().filter((name) => name !== 'null');
}

/** What a caller may send. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return bare(z.toJSONSchema(schema, settings('input')));
}

/** What a caller gets, by name; where one schema holds another of the names it refers to it. New fields may come: they are not ruled out. */
export function outputSchemas(
  named: Readonly<Record<string, z.ZodType>>,
): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...settings('output'), uri: referenceTo });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, opened(bare(schema))]),
  );
}

/** The address of a named schema inside the document. */
export function referenceTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function opened<T>(node: T): T {
  if (Array.isArray(node)) return node.map(opened) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node)
    .filter(([key, value]) => !(key === 'additionalProperties' && value === false))
    .map(([key, value]): [string, unknown] => [key, opened(value as unknown)]);
  // Of the same form as what came in, without one key.
  return Object.fromEntries(entries) as T;
}
