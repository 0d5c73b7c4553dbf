import type { WriteEvent } from '@freehold/core-db';
import type { Cache } from './cache.ts';

/** Which tables a kept answer was read from: a write to one of them drops it. */
export const readFrom = {
  overview: [
    'PendingRegistration',
    'User',
    'ApprovalCase',
    'OutboxCommand',
    'LedgerChain',
    'ProjectorState',
    'EventDLQ',
    'OutboundMessage',
    'AuditLog',
  ],
  account: ['User', 'ApprovalCase', 'ApprovalDecision'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CachedName = keyof typeof readFrom;

/** Drops what a write changed; SQL that Prisma did not write may have changed anything. */
export function dropOnWrite(cache: Cache, { tenantId, models }: WriteEvent): void {
  for (const [name, tables] of Object.entries(readFrom)) {
    if (models.has('sql') || tables.some((table) => models.has(table))) cache.drop(tenantId, name);
  }
}

/** Reads through the context's cache, or past it where there is none; the tenant is the context's. */
export function readThrough<T>(
  ctx: { readonly cache?: Cache | undefined; readonly tenant: { readonly id: string } },
  key: { readonly name: CachedName; readonly id: string; readonly ttlMs?: number },
  load: () => Promise<T>,
): Promise<T> {
  return ctx.cache === undefined ? load() : ctx.cache.read({ tenant: ctx.tenant.id, ...key }, load);
}
