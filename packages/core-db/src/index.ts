export { createDatabase } from './client/create-database.ts';
export type { Database, DatabaseOptions } from './client/create-database.ts';
export type { OperationEvent, OperationObserver } from './client/operation-log.ts';
export {
  defineReviewedSql,
  executeReviewed,
  listReviewedSql,
  queryReviewed,
} from './client/reviewed-sql.ts';
export type { ReviewedSql } from './client/reviewed-sql.ts';
export type { TenantClient, TenantTransaction, TransactionOptions } from './client/types.ts';
export type { WriteEvent, WriteObserver, WrittenIds } from './client/write-log.ts';
export type { PoolOptions } from './driver/pool-options.ts';
export type { PoolUse } from './driver/tenant-pool.ts';
export { isTransientError, toAppError } from './errors/to-app-error.ts';
export { Prisma } from './generated/prisma/client.ts';
export { cleanJson, standardJsonBounds } from './json/clean-json.ts';
export type { CleanJson, JsonBounds } from './json/clean-json.ts';
export { withRetry } from './retry.ts';
export type { RetryOptions } from './retry.ts';
export { findTenantId, isTenantId, requireTenantId, withTenant } from './scope/tenant-scope.ts';
export { inTransaction, longTransaction } from './transaction.ts';
export type { InTransactionOptions } from './transaction.ts';
export { listen } from './driver/listen.ts';
export type { Listener, ListenOptions } from './driver/listen.ts';
