import type { SchemaField } from './schema-fields.ts';

/** What was typed so far, shaped as the fields are. */
export type SchemaDraft =
  | string
  | boolean
  | readonly SchemaDraft[]
  /** A group, or null where an optional one is left out. */
  | { readonly [name: string]: SchemaDraft }
  | null;

export type SchemaReading = {
  value: unknown;
  /** By path, e.g. `parameters.0.key`. */
  problems: Readonly<Record<string, string>>;
};

/** An empty form. Ids that name something new are made at once. */
export function toEmptyDraft(field: SchemaField, newIds: ReadonlySet<string>): SchemaDraft {
  switch (field.kind) {
    case 'group':
      if (field.isOptional) return null;
      return toOpenGroup(field, newIds);
    case 'list':
      return [];
    case 'flag':
      return false;
    case 'choice':
      return field.isOptional ? '' : (field.options[0] ?? '');
    case 'id':
      return newIds.has(field.name) ? crypto.randomUUID() : '';
    case 'text':
    case 'moment':
    case 'number':
    case 'json':
      return '';
  }
}

/** A group with its fields empty. */
export function toOpenGroup(
  field: Extract<SchemaField, { kind: 'group' }>,
  newIds: ReadonlySet<string> = new Set(),
): SchemaDraft {
  return Object.fromEntries(field.fields.map((inner) => [inner.name, toEmptyDraft(inner, newIds)]));
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

const wrong = (path: string, problem: string): SchemaReading => ({
  value: undefined,
  problems: { [path]: problem },
});
const right = (value: unknown): SchemaReading => ({ value, problems: {} });

function readText(field: SchemaField, text: string, path: string): SchemaReading {
  const bare = text.trim();
  if (bare === '') return field.isOptional ? right(null) : wrong(path, 'Fill this in.');
  switch (field.kind) {
    case 'id':
      return uuid.test(bare) ? right(bare.toLowerCase()) : wrong(path, 'This is no id.');
    case 'moment': {
      const moment = new Date(bare);
      return Number.isNaN(moment.getTime())
        ? wrong(path, 'Day and time, please.')
        : right(moment.toISOString());
    }
    case 'number': {
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = field;
      const value = Number(bare);
      return Number.isInteger(value) && value >= min && value <= max
        ? right(value)
        : wrong(path, `A whole number from ${min} to ${max}.`);
    }
    case 'json':
      try {
        return right(JSON.parse(bare));
      } catch {
        return wrong(path, 'This cannot be read as JSON.');
      }
    case 'text':
      return field.pattern === undefined || new RegExp(field.pattern, 'u').test(bare)
        ? right(bare)
        : wrong(path, 'This does not have the right form.');
    case 'choice':
    case 'flag':
    case 'group':
    case 'list':
      return right(bare);
  }
}

function join(
  parts: readonly (readonly [string, SchemaReading])[],
  isList: boolean,
): SchemaReading {
  const values = parts.map(([name, reading]) => [name, reading.value] as const);
  return {
    value: isList ? values.map(([, value]) => value) : Object.fromEntries(values),
    problems: Object.assign({}, ...parts.map(([, { problems }]) => problems)) as Record<
      string,
      string
    >,
  };
}

/** What was typed as the value that is sent, and what is wrong with it. */
export function readSchemaDraft(field: SchemaField, draft: SchemaDraft, path = ''): SchemaReading {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (field.kind === 'group') {
    if (draft === null || typeof draft !== 'object' || Array.isArray(draft)) return right(null);
    const group = draft as Readonly<Record<string, SchemaDraft>>;
    const parts = field.fields.map(
      (inner) =>
        [inner.name, readSchemaDraft(inner, group[inner.name] ?? '', at(inner.name))] as const,
    );
    return join(parts, false);
  }
  if (field.kind === 'list') {
    const items = Array.isArray(draft) ? (draft as readonly SchemaDraft[]) : [];
    const parts = items.map(
      (item, index) =>
        [String(index), readSchemaDraft(field.item, item, at(String(index)))] as const,
    );
    return join(parts, true);
  }
  if (field.kind === 'flag') return right(draft === true);
  return readText(field, typeof draft === 'string' ? draft : '', path);
}
