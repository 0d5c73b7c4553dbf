import { AppError } from '@freehold/core-contracts/errors';
import { Prisma } from '../generated/prisma/client.ts';
import { findTenantId, requireTenantId } from '../scope/tenant-scope.ts';
import { observed } from './operation-log.ts';
import { requireUnderlying } from './tenant-client.ts';
import type { Underlying } from './tenant-client.ts';
import type { TenantClient, TenantTransaction } from './types.ts';
import { isWritingSql } from './write-log.ts';

/** A piece of SQL that somebody has read: what it is called and why Prisma's own operations do not serve. */
export type ReviewedSql = {
  readonly name: string;
  readonly reason: string;
  /** The tables it writes; a writing statement that does not say so may have written any. */
  readonly writes?: readonly string[];
};

const reviewed = new Map<string, ReviewedSql>();

// The tenant setting and the role are the first wall; no statement of the applications touches them.
const FORBIDDEN = new RegExp(
  [
    'set_config',
    String.raw`\bset\s+(local|session|role)\b`,
    String.raw`\breset\b`,
    String.raw`\bcopy\b`,
    // Names in another spelling, and text that is run as SQL.
    String.raw`\bu&`,
    '_to_xml',
    'ts_stat',
    'ts_rewrite',
    'dblink',
    'pg_read_',
    'pg_ls_',
    String.raw`\blo_(import|export|get|put)`,
    'OutboxCommand_position_seq',
  ].join('|'),
  'i',
);
const ALLOWED_START = /^\s*(select|insert|update|delete|with)\b/i;

/** Puts a piece of SQL on the list of the reviewed ones. Throws when its name is taken. */
export function defineReviewedSql(
  name: string,
  reason: string,
  options: Pick<ReviewedSql, 'writes'> = {},
): ReviewedSql {
  if (reviewed.has(name)) throw new AppError('INTERNAL', 'database.sql_name_taken', { name });
  const entry = Object.freeze({ name, reason, ...options });
  reviewed.set(name, entry);
  return entry;
}

/** Every piece of reviewed SQL that has been loaded. */
export function listReviewedSql(): ReviewedSql[] {
  return [...reviewed.values()];
}

/** Runs reviewed SQL in the current tenant scope and returns its rows. One statement, values as parameters. */
export function queryReviewed<Row extends object>(
  client: TenantClient | TenantTransaction,
  review: ReviewedSql,
  sql: Prisma.Sql,
): Promise<Row[]> {
  return run(client, review, sql, (prisma) => prisma.$queryRaw<Row[]>(sql));
}

/** Runs reviewed SQL in the current tenant scope and returns how many rows it changed. */
export function executeReviewed(
  client: TenantClient | TenantTransaction,
  review: ReviewedSql,
  sql: Prisma.Sql,
): Promise<number> {
  return run(client, review, sql, (prisma) => prisma.$executeRaw(sql));
}

async function run<T>(
  client: TenantClient | TenantTransaction,
  review: ReviewedSql,
  sql: Prisma.Sql,
  start: (prisma: Underlying['client']) => PromiseLike<T>,
): Promise<T> {
  requireTenantId();
  const { client: prisma, context } = requireUnderlying(client);
  assertReviewed(review, sql);
  const about = { tenantId: findTenantId(), model: 'sql', action: review.name };
  const tables = isWritingSql(sql.sql) ? (review.writes ?? ['sql']) : [];
  const written = tables.map((model) => ({ model, ids: [{}] }));
  return observed(context.log, about, written, () => start(prisma));
}

function assertReviewed(review: ReviewedSql, sql: unknown): void {
  const isKnown = reviewed.get(review.name) === review;
  const isSql = sql instanceof Prisma.Sql;
  if (isKnown && isSql && ALLOWED_START.test(sql.sql) && !FORBIDDEN.test(sql.sql)) return;
  throw new AppError('INTERNAL', 'database.sql_refused', { name: review.name });
}
