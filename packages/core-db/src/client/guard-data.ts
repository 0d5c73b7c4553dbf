import { AppError } from '@freehold/core-contracts/errors';
import { cleanJsonField } from '../json/json-field.ts';
import type { DataModel, ModelInfo } from './data-model.ts';
import {
  assertOwnTenant,
  guardUniqueWhere,
  guardWhere,
  isValues,
  requireModel,
} from './guard-where.ts';
import type { Values } from './guard-where.ts';

/** Guards what is written: a tenant named in it must be the scope's, at every depth. */
export function guardData(
  models: DataModel,
  model: ModelInfo,
  data: unknown,
  tenantId: string,
): unknown {
  if (Array.isArray(data)) return data.map((row) => guardData(models, model, row, tenantId));
  if (!isValues(data)) return data;
  const guarded: Values = {};
  for (const [key, value] of Object.entries(data)) {
    const relation = model.relations.get(key);
    if (model.hidden.has(key)) throw new AppError('FORBIDDEN', 'tenant.field_hidden');
    if (relation) {
      const target = requireModel(models, relation.model);
      guarded[key] = guardNestedWrites(models, target, value, tenantId);
    } else if (key === 'tenantId' && value !== undefined && model.isTenantModel) {
      assertOwnTenant(value, tenantId);
      guarded[key] = tenantId;
    } else {
      guarded[key] = model.json.has(key) ? cleanJsonField(model.name, key, value) : value;
    }
  }
  return guarded;
}

function guardNestedWrites(
  models: DataModel,
  target: ModelInfo,
  writes: unknown,
  tenantId: string,
): unknown {
  if (!isValues(writes)) return writes;
  const guarded: Values = {};
  for (const [operator, value] of Object.entries(writes)) {
    if (value === undefined) continue;
    if (target.isTenantModel) {
      guarded[operator] = mapEach(value, (item) =>
        guardNestedWrite(models, target, operator, item, tenantId),
      );
    } else {
      assertSharedConnect(target, operator, value, tenantId);
      guarded[operator] = value;
    }
  }
  return guarded;
}

function guardNestedWrite(
  models: DataModel,
  target: ModelInfo,
  operator: string,
  value: unknown,
  tenantId: string,
): unknown {
  const where = (item: unknown) => guardUniqueWhere(models, target, item, tenantId);
  const data = (item: unknown) => guardData(models, target, item, tenantId);
  if (!isValues(value)) return value;
  switch (operator) {
    case 'create':
      return data(value);
    case 'connect':
    case 'set':
      return where(value);
    case 'disconnect':
    case 'delete':
    case 'deleteMany':
      return guardWhere(models, target, value, tenantId);
    case 'createMany':
      return { ...value, data: data(value['data']) };
    case 'connectOrCreate':
      return { ...value, where: where(value['where']), create: data(value['create']) };
    case 'update':
      // To one, the data may stand there by itself.
      if (!('data' in value)) return data(value);
      return withWhere({ ...value, data: data(value['data']) }, where);
    case 'updateMany':
      return {
        ...value,
        where: guardWhere(models, target, value['where'], tenantId),
        data: data(value['data']),
      };
    case 'upsert':
      return withWhere(
        { ...value, create: data(value['create']), update: data(value['update']) },
        where,
      );
    default:
      throw new AppError('INTERNAL', 'database.operation_unknown', { operation: operator });
  }
}

function withWhere(value: Values, guard: (where: unknown) => unknown): Values {
  return value['where'] === undefined ? value : { ...value, where: guard(value['where']) };
}

/** Shared rows are only ever pointed at, and the only tenant that may be pointed at is the scope's. */
function assertSharedConnect(
  target: ModelInfo,
  operator: string,
  value: unknown,
  tenantId: string,
): void {
  if (operator === 'disconnect' && target.name !== 'Tenant') return;
  if (operator !== 'connect') throw new AppError('FORBIDDEN', 'tenant.shared_read_only');
  if (target.name !== 'Tenant') return;
  assertOwnTenant(isValues(value) ? value['id'] : undefined, tenantId);
}

function mapEach(value: unknown, guard: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(guard) : guard(value);
}
