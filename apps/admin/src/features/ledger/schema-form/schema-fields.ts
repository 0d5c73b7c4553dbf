import { humanize } from '@freehold/ui/formats';

/*
 * JSON Schema (draft 2020-12), as far as payloads of commands use it: objects, lists, texts, whole
 * numbers, yes or no, choices, and null for what may be left out. Anything else is typed as JSON.
 */
type Common = { name: string; label: string; isOptional: boolean };

export type SchemaField =
  | (Common & { kind: 'text'; isLong: boolean; pattern: string | undefined })
  | (Common & { kind: 'id' | 'moment' | 'flag' | 'json' })
  | (Common & { kind: 'number'; min: number | undefined; max: number | undefined })
  | (Common & { kind: 'choice'; options: readonly string[] })
  | (Common & { kind: 'group'; fields: readonly SchemaField[] })
  | (Common & { kind: 'list'; item: SchemaField; most: number | undefined });

type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

const longFrom = 1_000;

/** The field of a schema; throws nothing: what it does not know is typed as JSON. */
export function toSchemaField(name: string, given: object, isRequired: boolean): SchemaField {
  const { schema, isNullable } = withoutNull(given);
  const common = {
    name,
    label: humanize(name).replace(/\bid$/iu, 'id'),
    isOptional: isNullable || !isRequired,
  };
  if (schema.enum?.every((option) => typeof option === 'string')) {
    return { ...common, kind: 'choice', options: schema.enum };
  }
  switch (schema.type) {
    case 'object':
      return {
        ...common,
        kind: 'group',
        fields: Object.entries(schema.properties ?? {}).map(([key, inner]) =>
          toSchemaField(key, inner, schema.required?.includes(key) ?? false),
        ),
      };
    case 'array':
      return {
        ...common,
        kind: 'list',
        item: toSchemaField(name, schema.items ?? {}, true),
        most: schema.maxItems,
      };
    case 'boolean':
      return { ...common, kind: 'flag' };
    case 'integer':
      return { ...common, kind: 'number', min: schema.minimum, max: schema.maximum };
    case 'string':
      return toTextField(common, schema);
    case undefined:
    default:
      return { ...common, kind: 'json' };
  }
}

function toTextField(common: Common, schema: Schema): SchemaField {
  if (schema.format === 'uuid') return { ...common, kind: 'id' };
  if (schema.format === 'date-time') return { ...common, kind: 'moment' };
  const isLong = (schema.maxLength ?? 0) >= longFrom;
  return { ...common, kind: 'text', isLong, pattern: schema.pattern };
}

/** What remains of a choice when null is taken away; a choice among texts is any text. */
function withoutNull(schema: Schema): { schema: Schema; isNullable: boolean } {
  const options = schema.anyOf;
  if (!options) return { schema, isNullable: false };
  const rest = options.filter((option) => option.type !== 'null');
  const isNullable = rest.length < options.length;
  const [first] = rest;
  if (rest.length === 1 && first) return { schema: first, isNullable };
  const areTexts = rest.every((option) => option.type === 'string');
  return { schema: areTexts ? { type: 'string' } : {}, isNullable };
}
