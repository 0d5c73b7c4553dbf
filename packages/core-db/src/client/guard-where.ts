import { AppError } from '@freehold/core-contracts/errors';
import type { DataModel, ModelInfo } from './data-model.ts';

export type Values = Record<string, unknown>;

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value the caller gave for `tenantId`: only the scope's own passes, as text or `{ equals | set }`. */
export function assertOwnTenant(value: unknown, tenantId: string): void {
  const given = isValues(value) ? (value['equals'] ?? value['set']) : value;
  if (typeof given === 'string' && given.toLowerCase() === tenantId) return;
  throw new AppError('FORBIDDEN', 'tenant.foreign');
}

/** Adds the tenant to a filter, and to the filters on tenant models below it. */
export function guardWhere(
  models: DataModel,
  model: ModelInfo,
  where: unknown,
  tenantId: string,
): Values {
  const guarded = guardNestedWhere(models, model, isValues(where) ? where : {}, tenantId);
  if (!model.isTenantModel) return guarded;
  if (guarded['tenantId'] !== undefined) assertOwnTenant(guarded['tenantId'], tenantId);
  // Written anew even where it was given: what was looked at is what is sent.
  return { ...guarded, tenantId };
}

function guardNestedWhere(
  models: DataModel,
  model: ModelInfo,
  where: Values,
  tenantId: string,
): Values {
  const guarded: Values = {};
  for (const [key, value] of Object.entries(where)) {
    guarded[key] = guardCondition(models, model, key, value, tenantId);
  }
  return guarded;
}

function guardCondition(
  models: DataModel,
  model: ModelInfo,
  key: string,
  value: unknown,
  tenantId: string,
): unknown {
  if (model.hidden.has(key)) throw new AppError('FORBIDDEN', 'tenant.field_hidden');
  if (key === 'AND' || key === 'OR' || key === 'NOT') {
    const guard = (part: unknown) =>
      isValues(part) ? guardNestedWhere(models, model, part, tenantId) : part;
    return Array.isArray(value) ? value.map(guard) : guard(value);
  }
  const relation = model.relations.get(key);
  if (!relation) {
    return model.scalars.has(key) ? value : guardKey(value, tenantId);
  }
  const target = requireModel(models, relation.model);
  if (!isValues(value)) return value;
  return guardRelationFilter(models, target, value, tenantId);
}

const RELATION_OPERATORS = ['some', 'none', 'every', 'is', 'isNot'];

function guardRelationFilter(
  models: DataModel,
  target: ModelInfo,
  filter: Values,
  tenantId: string,
): Values {
  const operators = Object.keys(filter).filter((key) => RELATION_OPERATORS.includes(key));
  if (operators.length === 0) return guardWhere(models, target, filter, tenantId);
  const guarded: Values = { ...filter };
  for (const operator of operators) {
    const inner = filter[operator];
    if (operator !== 'every' && isValues(inner)) {
      guarded[operator] = guardWhere(models, target, inner, tenantId);
    }
  }
  const every = filter['every'];
  if (isValues(every) && target.isTenantModel) {
    // "Every" is "there is none that is not", said so that only own rows count.
    const except = { NOT: guardNestedWhere(models, target, every, tenantId) };
    const none = guarded['none'];
    guarded['none'] = { tenantId, ...(isValues(none) ? { OR: [none, except] } : except) };
    delete guarded['every'];
  }
  return guarded;
}

/** A compound key, e.g. `tenantId_email: { tenantId, email }`: its tenant must be the scope's. */
function guardKey(value: unknown, tenantId: string): unknown {
  if (!isValues(value) || !('tenantId' in value)) return value;
  assertOwnTenant(value['tenantId'], tenantId);
  return { ...value, tenantId };
}

/**
 * Guards the `where` or `cursor` that names one row. Keys that lead with the tenant are checked; where
 * the caller names the row by fields alone the tenant is added.
 */
export function guardUniqueWhere(
  models: DataModel,
  model: ModelInfo,
  where: unknown,
  tenantId: string,
): unknown {
  if (!isValues(where)) return where;
  const guarded = guardNestedWhere(models, model, where, tenantId);
  if (!model.isTenantModel) return guarded;
  const hasKey = Object.entries(where).some(
    ([key, value]) => !model.scalars.has(key) && isValues(value) && 'tenantId' in value,
  );
  if (guarded['tenantId'] !== undefined) assertOwnTenant(guarded['tenantId'], tenantId);
  return hasKey && guarded['tenantId'] === undefined ? guarded : { ...guarded, tenantId };
}

/** Writes compound keys out as plain conditions, as `findFirst` wants them. */
export function flattenKeys(model: ModelInfo, where: unknown): unknown {
  if (!isValues(where)) return where;
  const flat: Values = {};
  for (const [key, value] of Object.entries(where)) {
    const isField =
      model.scalars.has(key) || model.relations.has(key) || /^(AND|OR|NOT)$/.test(key);
    if (isField || !isValues(value)) flat[key] = value;
    else Object.assign(flat, value);
  }
  return flat;
}

export function requireModel(models: DataModel, name: string): ModelInfo {
  const model = models.get(name);
  if (!model) throw new AppError('INTERNAL', 'database.model_unknown', { model: name });
  return model;
}
