import { AppError } from '@freehold/core-contracts/errors';
import type { DataModel, ModelInfo } from './data-model.ts';
import { guardData } from './guard-data.ts';
import {
  flattenKeys,
  guardUniqueWhere,
  guardWhere,
  isValues,
  requireModel,
} from './guard-where.ts';
import type { Values } from './guard-where.ts';

export type GuardedOperation = { readonly action: string; readonly args: Values };

const FILTERED = new Set([
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
  'aggregate',
  'groupBy',
]);
const FILTERED_WRITES = new Set(['updateMany', 'updateManyAndReturn', 'deleteMany']);
const UNIQUE_WRITES = new Set(['update', 'upsert', 'delete']);
const CREATES = new Set(['create', 'createMany', 'createManyAndReturn']);

// Prisma joins findUnique calls of one tick into one query, whoever made them: two tenants' calls
// ran as the first one's. findFirst is never joined, and costs the same.
const UNJOINED: Readonly<Record<string, string>> = {
  findUnique: 'findFirst',
  findUniqueOrThrow: 'findFirstOrThrow',
};

/** Whether an operation that callers name only reads, so that it may be done again. */
export function isRead(asked: string): boolean {
  return FILTERED.has(UNJOINED[asked] ?? asked);
}

/**
 * What is really run for an operation that a caller asked for in the scope of a tenant. Throws
 * FORBIDDEN `tenant.foreign` where it names another tenant and `tenant.shared_read_only` where it
 * writes a shared table.
 */
export function guardOperation(
  models: DataModel,
  model: ModelInfo,
  action: string,
  given: unknown,
  tenantId: string | undefined,
): GuardedOperation {
  const unjoined = UNJOINED[action];
  const args: Values = isValues(given) ? { ...given } : {};
  if (unjoined) args['where'] = flattenKeys(model, args['where']);
  const name = unjoined ?? action;
  const isWrite = FILTERED_WRITES.has(name) || UNIQUE_WRITES.has(name) || CREATES.has(name);
  if (!isWrite && !FILTERED.has(name)) {
    throw new AppError('INTERNAL', 'database.operation_unknown', { operation: action });
  }
  if (isWrite && !model.isTenantModel) throw new AppError('FORBIDDEN', 'tenant.shared_read_only');
  if (tenantId === undefined) {
    assertSharedOnly(models, model, args);
    return { action: name, args };
  }
  guardArguments(models, model, name, args, tenantId);
  return { action: name, args };
}

function guardArguments(
  models: DataModel,
  model: ModelInfo,
  action: string,
  args: Values,
  tenantId: string,
): void {
  if (FILTERED.has(action) || FILTERED_WRITES.has(action)) {
    const where = guardWhere(models, model, args['where'], tenantId);
    if (Object.keys(where).length > 0) args['where'] = where;
  } else if (UNIQUE_WRITES.has(action)) {
    args['where'] = guardUniqueWhere(models, model, args['where'], tenantId);
  }
  if (args['cursor'] !== undefined) {
    args['cursor'] = guardUniqueWhere(models, model, args['cursor'], tenantId);
  }
  for (const part of ['data', 'create', 'update']) {
    if (args[part] !== undefined) args[part] = guardData(models, model, args[part], tenantId);
  }
  guardSelection(models, model, args, tenantId);
}

// An order shows nothing but the caller's own rows.
const SHOWN_IN = ['select', 'omit', 'by', 'having', '_max', '_min', '_sum', '_avg', '_count'];

function assertNothingHidden(model: ModelInfo, args: Values): void {
  if (model.hidden.size === 0) return;
  for (const part of SHOWN_IN) {
    if (mentions(args[part], model.hidden)) {
      throw new AppError('FORBIDDEN', 'tenant.field_hidden');
    }
  }
}

/** Whether one of the names stands in it: as a key at any depth, in a list, or by itself. */
function mentions(part: unknown, names: ReadonlySet<string>): boolean {
  if (typeof part === 'string') return names.has(part);
  if (Array.isArray(part)) return part.some((item) => mentions(item, names));
  if (!isValues(part)) return false;
  return Object.entries(part).some(
    ([key, value]) => names.has(key) || (typeof value === 'object' && mentions(value, names)),
  );
}

/** Rows of a shared table must not come in an order that others' rows decide. */
function assertOwnOrder(models: DataModel, model: ModelInfo, order: unknown): void {
  if (Array.isArray(order)) {
    for (const part of order) assertOwnOrder(models, model, part);
    return;
  }
  if (!isValues(order)) return;
  for (const [key, value] of Object.entries(order)) {
    const relation = model.relations.get(key);
    if (!relation) continue;
    const target = requireModel(models, relation.model);
    if (!model.isTenantModel && target.isTenantModel) {
      throw new AppError('FORBIDDEN', 'tenant.order_refused');
    }
    assertOwnOrder(models, target, value);
  }
}

function guardSelection(models: DataModel, model: ModelInfo, args: Values, tenantId: string): void {
  assertNothingHidden(model, args);
  assertOwnOrder(models, model, args['orderBy']);
  for (const part of ['select', 'include']) {
    const selection = args[part];
    if (!isValues(selection)) continue;
    const guarded: Values = { ...selection };
    for (const [key, value] of Object.entries(selection)) {
      if (value === undefined || value === false) continue;
      if (key === '_count') guarded[key] = guardCounts(models, model, value, tenantId);
      const relation = model.relations.get(key);
      if (relation) {
        const target = requireModel(models, relation.model);
        guarded[key] = guardRelationRead(models, target, relation.takesWhere, value, tenantId);
      }
    }
    args[part] = guarded;
  }
}

function guardRelationRead(
  models: DataModel,
  target: ModelInfo,
  takesWhere: boolean,
  value: unknown,
  tenantId: string,
): unknown {
  const args: Values = isValues(value) ? { ...value } : {};
  if (target.isTenantModel && takesWhere) {
    args['where'] = guardWhere(models, target, args['where'], tenantId);
  }
  if (args['cursor'] !== undefined) {
    args['cursor'] = guardUniqueWhere(models, target, args['cursor'], tenantId);
  }
  guardSelection(models, target, args, tenantId);
  return Object.keys(args).length > 0 ? args : value;
}

/** `_count: true` counts every relation; written out, each is counted within the tenant. */
function guardCounts(
  models: DataModel,
  model: ModelInfo,
  value: unknown,
  tenantId: string,
): unknown {
  const chosen = isValues(value) && isValues(value['select']) ? value['select'] : undefined;
  const guarded: Values = {};
  for (const [field, relation] of model.relations) {
    const wanted = chosen ? chosen[field] : relation.isList;
    if (!wanted) continue;
    const target = requireModel(models, relation.model);
    const where = isValues(wanted) ? wanted['where'] : undefined;
    guarded[field] = target.isTenantModel
      ? { where: guardWhere(models, target, where, tenantId) }
      : wanted;
  }
  return { select: guarded };
}

/** Outside a scope only shared tables can be read, and nothing of a tenant through them. */
function assertSharedOnly(models: DataModel, model: ModelInfo, args: unknown): void {
  if (model.isTenantModel) throw new AppError('INTERNAL', 'tenant.scope_missing');
  if (Array.isArray(args)) {
    for (const part of args) assertSharedOnly(models, model, part);
    return;
  }
  if (!isValues(args)) return;
  for (const [key, value] of Object.entries(args)) {
    const relation = model.relations.get(key);
    if (key === '_count') throw new AppError('INTERNAL', 'tenant.scope_missing');
    if (relation) assertSharedOnly(models, requireModel(models, relation.model), value);
    else if (!model.scalars.has(key)) assertSharedOnly(models, model, value);
  }
}
