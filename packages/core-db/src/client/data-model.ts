import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

export type RelationField = {
  readonly model: string;
  readonly isList: boolean;
  /** Whether a nested read of it takes a `where`: lists and optional ones do. */
  readonly takesWhere: boolean;
};

export type ModelInfo = {
  readonly name: string;
  /** Rows belong to a tenant; otherwise the table is shared and read-only here. */
  readonly isTenantModel: boolean;
  readonly scalars: ReadonlySet<string>;
  /** Columns of JSON, which is cleaned before it is written. */
  readonly json: ReadonlySet<string>;
  /** Columns that say something of other tenants, and so are not to be read or asked about. */
  readonly hidden: ReadonlySet<string>;
  readonly relations: ReadonlyMap<string, RelationField>;
};

export type DataModel = ReadonlyMap<string, ModelInfo>;

/**
 * A number from a sequence that all tenants share tells how much the others do. It orders rows and
 * is not shown.
 */
export const hiddenFields = {
  outboxCommand: { position: true },
} as const satisfies Prisma.GlobalOmitConfig;

const hidden: Readonly<Record<string, object>> = hiddenFields;

type RuntimeField = { name: string; kind: string; type: string };
type RuntimeInternals = {
  _runtimeDataModel?: { models?: Record<string, { fields: RuntimeField[] }> };
  _engineConfig?: { inlineSchema?: string };
};

/** The table of models that the tenant client guards, read from the generated client itself. */
export function toDataModel(client: PrismaClient): DataModel {
  // Internals of the pinned client: the generated code exports neither relations nor keys.
  const { _runtimeDataModel, _engineConfig } = client as unknown as RuntimeInternals;
  const models = _runtimeDataModel?.models;
  const schema = _engineConfig?.inlineSchema;
  if (!models || !schema) throw new AppError('INTERNAL', 'database.data_model_unreadable');
  const table = new Map<string, ModelInfo>();
  for (const [name, { fields }] of Object.entries(models)) {
    const types = listFieldTypes(schema, name);
    const scalars = fields.filter((field) => field.kind !== 'object').map((field) => field.name);
    const relations = fields
      .filter((field) => field.kind === 'object')
      .map(({ name: field, type }) => {
        const written = types.get(field) ?? '';
        const isList = written.endsWith('[]');
        return [
          field,
          { model: type, isList, takesWhere: isList || written.endsWith('?') },
        ] as const;
      });
    table.set(name, {
      name,
      isTenantModel: scalars.includes('tenantId'),
      scalars: new Set(scalars),
      json: new Set(fields.filter(({ type }) => type === 'Json').map((field) => field.name)),
      hidden: new Set(Object.keys(hidden[toDelegateName(name)] ?? {})),
      relations: new Map(relations),
    });
  }
  return table;
}

function listFieldTypes(schema: string, model: string): Map<string, string> {
  const text = `\n${schema}`;
  const start = text.indexOf(`\nmodel ${model} {`);
  const types = new Map<string, string>();
  if (start === -1) throw new AppError('INTERNAL', 'database.data_model_unreadable');
  for (const line of text.slice(start + 1, text.indexOf('\n}', start)).split('\n')) {
    const [name, type] = line.trim().split(/\s+/, 2);
    if (name && type) types.set(name, type);
  }
  return types;
}

/** `user` for `User`: Prisma lowers the first letter only. */
export function toDelegateName(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}

/** `User` for `user`. */
export function toModelName(delegate: string): string {
  return delegate.charAt(0).toUpperCase() + delegate.slice(1);
}
