import { AppError } from '@freehold/core-contracts/errors';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { assertSameTenant, findTenantId } from '../scope/tenant-scope.ts';
import { toDelegateName } from './data-model.ts';
import type { DataModel, ModelInfo } from './data-model.ts';
import { guardOperation } from './guard-operation.ts';
import type { OperationLog } from './operation-log.ts';
import { TenantOperation } from './tenant-operation.ts';
import type { Delegates, OperationSpec } from './tenant-operation.ts';

export type ModelHost = {
  readonly client: PrismaClient;
  readonly models: DataModel;
  readonly log: OperationLog;
  /** The tenant of the transaction that the client belongs to, if it does. */
  readonly tenantId: string | undefined;
};

/** One model of the tenant client: every operation is guarded when it is made. */
export function wrapModel(host: ModelHost, model: ModelInfo): object {
  // Prisma's client is typed by model; here every model is handled alike.
  const delegates = host.client as unknown as Delegates;
  const delegate = toDelegateName(model.name);
  const Operation = toOperationOf(model);
  const actions = new Map<string, (args: unknown) => TenantOperation>();
  const make = (asked: string) => (args: unknown) => {
    const tenantId = findTenantId();
    const spec: OperationSpec = {
      log: host.log,
      tenantId,
      model,
      delegate,
      asked,
      isAlone: host.tenantId === undefined,
      guarded: refusable(() => {
        if (host.tenantId !== undefined) assertSameTenant(host.tenantId);
        return guardOperation(host.models, model, asked, args, tenantId);
      }),
    };
    return new Operation(delegates, spec);
  };
  return new Proxy(Object.freeze({}), {
    get(_target, name) {
      if (typeof name !== 'string') return undefined;
      if (name === 'fields') return delegates[delegate]?.['fields'];
      let action = actions.get(name);
      if (!action) actions.set(name, (action = make(name)));
      return action;
    },
  });
}

function refusable<T>(guard: () => T): T | AppError {
  try {
    return guard();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const operations = new WeakMap<ModelInfo, typeof TenantOperation>();

/** Relations chained onto a query would carry arguments past the guard. */
function toOperationOf(model: ModelInfo): typeof TenantOperation {
  const known = operations.get(model);
  if (known) return known;
  const Operation = class extends TenantOperation {};
  for (const relation of model.relations.keys()) {
    Object.defineProperty(Operation.prototype, relation, {
      get() {
        throw new AppError('INTERNAL', 'database.chain_refused', { relation });
      },
    });
  }
  operations.set(model, Operation);
  return Operation;
}
