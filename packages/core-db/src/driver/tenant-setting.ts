import { AppError } from '@freehold/core-contracts/errors';
import { isTenantId } from '../scope/tenant-scope.ts';
import { findStatementLimitMs } from './transaction-limits.ts';
import type { PoolOptions } from './pool-options.ts';
import type { LeadingStatement } from './train-query.ts';

const SCOPE_STATEMENT = 'fh_scope';

/** What a connection says ahead of a statement, and with BEGIN, so that it holds for one transaction only. */
export class TransactionSettings {
  readonly #limits: readonly (readonly [name: string, value: string])[];
  readonly #isPrepared: boolean;
  readonly #text: string;

  constructor(options: PoolOptions) {
    this.#limits = options.pooler === 'transaction' ? toTimeLimits(options) : [];
    this.#isPrepared = options.maxPreparedStatements > 0;
    const calls = [
      `set_config('app.tenant_id', $1, true)`,
      ...this.#limits.map(([name, value]) => `set_config('${name}', '${value}', true)`),
    ];
    this.#text = `select ${calls.join(', ')}`;
  }

  /** The statement to prepare when a connection opens. */
  findPreparation(): { name: string; text: string; values: string[] } | undefined {
    return this.#isPrepared ? { name: SCOPE_STATEMENT, text: this.#text, values: [''] } : undefined;
  }

  /** Goes ahead of a statement outside a transaction. No tenant is sent as '', which is no rows. */
  toLeadingStatement(tenantId: string | undefined): LeadingStatement {
    const name = this.#isPrepared ? SCOPE_STATEMENT : '';
    return { name, text: this.#text, values: [tenantId ?? ''] };
  }

  /**
   * BEGIN with its settings in one message. SET LOCAL and not `select set_config`: a SELECT takes
   * a snapshot, after which PostgreSQL refuses the isolation level that Prisma sets next.
   */
  toBegin(tenantId: string | undefined): string {
    if (tenantId !== undefined && !isTenantId(tenantId)) {
      throw new AppError('INTERNAL', 'tenant.id_malformed');
    }
    const settings = [['app.tenant_id', tenantId ?? ''], ...this.#toLimits()];
    return ['BEGIN', ...settings.map(([name, value]) => `SET LOCAL ${name} = '${value}'`)].join(
      '; ',
    );
  }

  #toLimits(): readonly (readonly [name: string, value: string])[] {
    const statementLimitMs = findStatementLimitMs();
    if (statementLimitMs === undefined) return this.#limits;
    const own = [
      ['statement_timeout', String(statementLimitMs)],
      ['idle_in_transaction_session_timeout', String(statementLimitMs)],
    ] as const;
    return [...this.#limits.filter(([name]) => name === 'lock_timeout'), ...own];
  }
}

/** The time limits of a session, in milliseconds as PostgreSQL takes them. */
export function toTimeLimits(options: PoolOptions): [name: string, value: string][] {
  return [
    ['statement_timeout', String(options.statementTimeoutMs)],
    ['lock_timeout', String(options.lockTimeoutMs)],
    ['idle_in_transaction_session_timeout', String(options.idleInTransactionTimeoutMs)],
  ];
}
