import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@freehold/core-contracts/errors';
import { withTransactionTimeout } from '../driver/transaction-limits.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { findTenantId, requireTenantId, resumeTenantScope } from '../scope/tenant-scope.ts';
import { toDelegateName } from './data-model.ts';
import type { DataModel, ModelInfo } from './data-model.ts';
import { guardOperation } from './guard-operation.ts';
import type { OperationLog } from './operation-log.ts';
import { TenantOperation } from './tenant-operation.ts';
import type { Delegates, OperationSpec } from './tenant-operation.ts';
import type { TenantClient, TenantTransaction, TransactionOptions } from './types.ts';

type Context = {
  readonly models: DataModel;
  readonly log: OperationLog;
  readonly defaults: { readonly maxWait: number; readonly timeout: number };
};

/** The Prisma client behind a tenant client, for reviewed SQL only. */
export type Underlying = { readonly client: PrismaClient; readonly context: Context };

const underlying = new WeakMap<object, Underlying & { readonly tenantId: string | undefined }>();
const runningTransaction = new AsyncLocalStorage<{ isOpen: boolean }>();

type RawTransaction = (
  work: (transaction: PrismaClient) => Promise<unknown>,
  options?: TransactionOptions,
) => Promise<unknown>;

/** Puts the second wall in front of a Prisma client. */
export function toTenantClient(client: PrismaClient, context: Context): TenantClient {
  return wrap(client, context, undefined) as unknown as TenantClient;
}

/** What stands behind a tenant client. Throws where it is used outside the scope it belongs to. */
export function requireUnderlying(client: object): Underlying {
  const found = underlying.get(client);
  if (!found) throw new AppError('INTERNAL', 'database.client_unknown');
  if (found.tenantId !== undefined) assertSameTenant(found.tenantId);
  return found;
}

function wrap(client: PrismaClient, context: Context, tenantId: string | undefined): object {
  const members = new Map<string, unknown>();
  for (const model of context.models.values()) {
    const delegate = toDelegateName(model.name);
    members.set(delegate, wrapModel(client, context, model, delegate, tenantId));
  }
  const isInTransaction = tenantId !== undefined;
  members.set('$kind', isInTransaction ? 'transaction' : 'client');
  members.set('$transaction', (work: unknown, options?: TransactionOptions) =>
    transact(client, context, tenantId, work, options),
  );
  const proxy = new Proxy(Object.freeze({}), {
    get(_target, name) {
      const member = typeof name === 'string' ? members.get(name) : undefined;
      // Raw SQL and the client's own controls are not to be had; `await` and printing ask for more.
      if (member !== undefined || typeof name === 'symbol' || !/^[$_]/.test(name)) return member;
      throw new AppError('INTERNAL', 'database.member_refused', { member: name });
    },
    has: (_target, name) => typeof name === 'string' && members.has(name),
  });
  underlying.set(proxy, { client, context, tenantId });
  return proxy;
}

function wrapModel(
  client: PrismaClient,
  context: Context,
  model: ModelInfo,
  delegate: string,
  transactionTenantId: string | undefined,
): object {
  // Prisma's client is typed by model; here every model is handled alike.
  const delegates = client as unknown as Delegates;
  const Operation = toOperationOf(model);
  const actions = new Map<string, (args: unknown) => TenantOperation>();
  const make = (asked: string) => (args: unknown) => {
    const tenantId = findTenantId();
    const spec: OperationSpec = {
      log: context.log,
      tenantId,
      model,
      delegate,
      asked,
      guarded: refusable(() => {
        if (transactionTenantId !== undefined) assertSameTenant(transactionTenantId);
        return guardOperation(context.models, model, asked, args, tenantId);
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

/** Relations chained onto a query would carry arguments past the guard. */
function toOperationOf(model: ModelInfo): typeof TenantOperation {
  const Operation = class extends TenantOperation {};
  for (const relation of model.relations.keys()) {
    Object.defineProperty(Operation.prototype, relation, {
      get() {
        throw new AppError('INTERNAL', 'database.chain_refused', { relation });
      },
    });
  }
  return Operation;
}

async function transact(
  client: PrismaClient,
  context: Context,
  outerTenantId: string | undefined,
  work: unknown,
  options: TransactionOptions | undefined,
): Promise<unknown> {
  const tenantId = requireTenantId();
  if (outerTenantId === undefined) {
    // A second transaction on another connection would neither see the first nor undo with it.
    if (runningTransaction.getStore()?.isOpen) {
      throw new AppError('INTERNAL', 'database.transaction_nested');
    }
  } else {
    assertSameTenant(outerTenantId);
  }
  const chosen = { ...context.defaults, ...options };
  const state = { isOpen: true };
  const run = async (transaction: PrismaClient): Promise<unknown> => {
    if (Array.isArray(work)) return runBatch(transaction, work, tenantId);
    const wrapped = wrap(transaction, context, tenantId) as TenantTransaction;
    return (work as (transaction: TenantTransaction) => Promise<unknown>)(wrapped);
  };
  // The overload that takes a callback; the batch one is never used: Prisma starts a batch in the
  // tick's first caller's context, whoever's batch it is.
  const begin = client.$transaction.bind(client) as unknown as RawTransaction;
  try {
    return await resumeTenantScope(tenantId, () =>
      runningTransaction.run(state, () =>
        withTransactionTimeout(chosen.timeout, () => begin(run, chosen)),
      ),
    );
  } finally {
    state.isOpen = false;
  }
}

async function runBatch(
  transaction: PrismaClient,
  operations: readonly unknown[],
  tenantId: string,
): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const operation of operations) {
    if (!(operation instanceof TenantOperation)) {
      throw new AppError('INTERNAL', 'database.batch_item_unknown');
    }
    if (operation.spec.tenantId !== tenantId) {
      throw new AppError('INTERNAL', 'tenant.scope_conflict');
    }
    results.push(await operation.runOn(transaction as unknown as Delegates));
  }
  return results;
}

function assertSameTenant(tenantId: string): void {
  if (findTenantId() !== tenantId) throw new AppError('INTERNAL', 'tenant.scope_conflict');
}
