import { AppError } from '@freehold/core-contracts/errors';
import { withRetry } from '../retry.ts';
import { resumeTenantScope } from '../scope/tenant-scope.ts';
import type { ModelInfo } from './data-model.ts';
import { isRead } from './guard-operation.ts';
import type { GuardedOperation } from './guard-operation.ts';
import { observed } from './operation-log.ts';
import type { OperationLog } from './operation-log.ts';
import { isWriteAction, toWrittenIds } from './write-log.ts';

type Run = (args: unknown) => PromiseLike<unknown>;
export type Delegates = Record<string, Record<string, Run>>;

export type OperationSpec = {
  readonly log: OperationLog;
  readonly tenantId: string | undefined;
  readonly model: ModelInfo;
  readonly delegate: string;
  readonly asked: string;
  /** On a client of no transaction: a transaction that lost its connection is lost as a whole. */
  readonly isAlone: boolean;
  /** Guarded when the query was made; a refusal is thrown when it is awaited. */
  readonly guarded: GuardedOperation | AppError;
};

/**
 * A query that was made and not started, like Prisma's own. It keeps the tenant of the scope it was
 * made in: awaited outside, or in another's scope, it still runs as the tenant that asked for it.
 */
export class TenantOperation implements PromiseLike<unknown> {
  readonly spec: OperationSpec;
  readonly #delegates: Delegates;
  #started: Promise<unknown> | undefined;

  constructor(delegates: Delegates, spec: OperationSpec) {
    this.#delegates = delegates;
    this.spec = spec;
  }

  /** Runs it on another client: how a batch puts it into its transaction. */
  runOn(delegates: Delegates): Promise<unknown> {
    const { log, tenantId, model, delegate, asked, guarded } = this.spec;
    if (guarded instanceof AppError) return Promise.reject(guarded);
    const run = delegates[delegate]?.[guarded.action];
    if (!run) return Promise.reject(new AppError('INTERNAL', 'database.operation_unknown'));
    const about = { tenantId, model: model.name, action: asked };
    const written = isWriteAction(asked)
      ? [{ model: model.name, ids: toWrittenIds(asked, guarded.args) }]
      : [];
    const result = resumeTenantScope(tenantId, () =>
      observed(log, about, written, () => run(guarded.args)),
    );
    return asked === 'upsert' ? result.then(requireUpserted) : result;
  }

  // The three are what makes it a promise to callers and to Prisma alike.
  // oxlint-disable-next-line unicorn/no-thenable
  then<A = unknown, B = never>(
    onFulfilled?: ((value: unknown) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#start().then(onFulfilled, onRejected);
  }

  catch<B = never>(
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<unknown> {
    return this.#start().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<unknown> {
    return this.#start().finally(onFinally);
  }

  get [Symbol.toStringTag](): string {
    return 'PrismaPromise';
  }

  #start(): Promise<unknown> {
    const { isAlone, asked } = this.spec;
    this.#started ??= withRetry(() => this.runOn(this.#delegates), {
      isSafe: isAlone && isRead(asked),
    });
    return this.#started;
  }
}

/** A row of another tenant under the same key makes Prisma's upsert answer with nothing at all. */
function requireUpserted(row: unknown): unknown {
  if (row === null || row === undefined) throw new AppError('CONFLICT', 'database.upsert_refused');
  return row;
}
