import type { WriteEvent } from '@freehold/core-db';
import type { Cache, CacheKey } from './cache.ts';

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
  notifications: ['Notification'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Column that says whose a row is, in what is kept by person: sign-ins of others leave it alone. */
const ownerColumn: Readonly<Record<string, string>> = { Session: 'userId', User: 'id' };

export type CachedName = keyof typeof readFrom | 'session' | `session.${string}`;

/** Drops what a write changed; SQL that does not say what it writes may have changed anything. */
export function dropOnWrite(cache: Cache, event: WriteEvent): void {
  const { tenantId, models } = event;
  for (const [name, tables] of Object.entries(readFrom)) {
    if (models.has('sql') || tables.some((table) => models.has(table))) cache.drop(tenantId, name);
  }
  for (const name of sessionGroups(event)) cache.drop(tenantId, name);
}

// Sessions are kept under their person; where a write does not say whose it was, all of them go.
function sessionGroups({ models }: WriteEvent): Set<CachedName> {
  if (models.has('sql')) return new Set(['session']);
  const owners = Object.entries(ownerColumn).flatMap(([table, column]) =>
    (models.get(table) ?? []).map((ids) => ids[column]),
  );
  if (owners.includes(undefined)) return new Set(['session']);
  return new Set(owners.map((owner) => `session.${owner}` as const));
}

/** Whether a group holds sessions: those of a person, or what leads to all of a tenant. */
export function keepsSessions(name: string | null): boolean {
  return name === 'session' || name?.startsWith('session.') === true;
}

/** Reads through the context's cache, or past it where there is none; the tenant is the context's. */
export function readThrough<T>(
  ctx: { readonly cache?: Cache | undefined; readonly tenant: { readonly id: string } },
  key: Omit<CacheKey, 'tenant' | 'name'> & { readonly name: CachedName },
  load: () => Promise<T>,
): Promise<T> {
  return ctx.cache === undefined ? load() : ctx.cache.read({ tenant: ctx.tenant.id, ...key }, load);
}
