import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@freehold/core-contracts/errors';
import { withTransactionTimeout } from '../driver/transaction-limits.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { assertSameTenant, requireTenantId, resumeTenantScope } from '../scope/tenant-scope.ts';
import { toModelName } from './data-model.ts';
import type { DataModel } from './data-model.ts';
import type { OperationLog } from './operation-log.ts';
import { wrapModel } from './tenant-model.ts';
import { TenantOperation } from './tenant-operation.ts';
import type { Delegates } from './tenant-operation.ts';
import type { TenantClient, TenantTransaction, TransactionOptions } from './types.ts';
import { tellingWrites } from './write-log.ts';

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
  const members = new Map<string, unknown>([
    ['$kind', tenantId === undefined ? 'client' : 'transaction'],
    [
      '$transaction',
      (work: unknown, options?: TransactionOptions) =>
        transact(client, context, tenantId, work, options),
    ],
  ]);
  // A transaction touches few of the models: each is wrapped when it is first asked for.
  const findMember = (name: string): unknown => {
    const known = members.get(name);
    const model = known === undefined ? context.models.get(toModelName(name)) : undefined;
    if (!model) return known;
    const wrapped = wrapModel(
      { client, models: context.models, log: context.log, tenantId },
      model,
    );
    members.set(name, wrapped);
    return wrapped;
  };
  const proxy = new Proxy(Object.freeze({}), {
    get(_target, name) {
      const member = typeof name === 'string' ? findMember(name) : undefined;
      // Raw SQL and the client's own controls are not to be had; `await` and printing ask for more.
      if (member !== undefined || typeof name === 'symbol' || !/^[$_]/.test(name)) return member;
      throw new AppError('INTERNAL', 'database.member_refused', { member: name });
    },
    has: (_target, name) => typeof name === 'string' && findMember(name) !== undefined,
  });
  underlying.set(proxy, { client, context, tenantId });
  return proxy;
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
        withTransactionTimeout(chosen.timeout, () =>
          tellingWrites(context.log.observeWrite, tenantId, () => begin(run, chosen)),
        ),
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
