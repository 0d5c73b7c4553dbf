import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@freehold/core-contracts/errors';

// Only the request pipeline, the worker's per-item scope and tests open a scope. Everything below
// takes the tenant from here, never from an argument that could have come from a request body.
const storage = new AsyncLocalStorage<string | undefined>();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Tells whether a value is the text of a uuid, the only form of a tenant id. */
export function isTenantId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The tenant of the current scope, or undefined outside of one. */
export function findTenantId(): string | undefined {
  return storage.getStore();
}

/** The tenant of the current scope. Throws INTERNAL `tenant.scope_missing` outside of one. */
export function requireTenantId(): string {
  const tenantId = storage.getStore();
  if (tenantId === undefined) throw new AppError('INTERNAL', 'tenant.scope_missing');
  return tenantId;
}

/** Throws INTERNAL `tenant.scope_conflict` unless the current scope is this tenant's. */
export function assertSameTenant(tenantId: string): void {
  if (storage.getStore() !== tenantId) throw new AppError('INTERNAL', 'tenant.scope_conflict');
}

/**
 * Runs `work` in the scope of a tenant. The same tenant joins the scope it is in; another tenant
 * throws INTERNAL `tenant.scope_conflict`; anything but a uuid throws INTERNAL `tenant.id_malformed`.
 */
export async function withTenant<T>(tenantId: string, work: () => T | PromiseLike<T>): Promise<T> {
  if (!isTenantId(tenantId)) throw new AppError('INTERNAL', 'tenant.id_malformed');
  const wanted = tenantId.toLowerCase();
  const current = storage.getStore();
  if (current !== undefined && current !== wanted) {
    throw new AppError('INTERNAL', 'tenant.scope_conflict');
  }
  // Awaited inside, so that a lazy query returned by `work` starts in this scope.
  return storage.run(wanted, async () => await work());
}

/**
 * Runs `work` in a scope taken earlier with `findTenantId`, whatever the current one is: for what
 * was asked for in one scope and is started in another. Not for opening a scope.
 */
export function resumeTenantScope<T>(tenantId: string | undefined, work: () => T): T {
  return storage.getStore() === tenantId ? work() : storage.run(tenantId, work);
}
