import { AppError } from '@freehold/core-contracts/errors';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import type { TenantClient } from '@freehold/core-db';
import type { ServiceTenant } from '../context.ts';

/** How long a tenant's settings may be served from memory. */
export const tenantCacheMs = 10_000;
const maxEntries = 1_000;

export interface TenantDirectory {
  /** An active tenant, or null. */
  findBySlug(slug: string): Promise<ServiceTenant | null>;
  /** An active tenant. Throws NOT_FOUND `tenant.unknown`. */
  requireBySlug(slug: string): Promise<ServiceTenant>;
  /** Drops what is kept in memory. */
  clear(): void;
}

/** Tenants by slug, read through a small cache with one loader per slug. */
export function createTenantDirectory(
  db: TenantClient,
  now: () => number = Date.now,
): TenantDirectory {
  const entries = new Map<
    string,
    { readonly until: number; readonly tenant: Promise<ServiceTenant | null> }
  >();

  function findBySlug(slug: string): Promise<ServiceTenant | null> {
    const kept = entries.get(slug);
    if (kept !== undefined && kept.until > now()) return kept.tenant;
    if (entries.size >= maxEntries) entries.clear();
    const tenant = loadTenant(db, slug);
    entries.set(slug, { until: now() + tenantCacheMs, tenant });
    tenant.then(
      (found) => found === null && entries.delete(slug),
      () => entries.delete(slug),
    );
    return tenant;
  }

  return {
    findBySlug,
    async requireBySlug(slug) {
      const tenant = await findBySlug(slug);
      if (tenant === null) throw new AppError('NOT_FOUND', 'tenant.unknown');
      return tenant;
    },
    clear: () => entries.clear(),
  };
}

async function loadTenant(db: TenantClient, slug: string): Promise<ServiceTenant | null> {
  const row = await db.tenant.findFirst({
    where: { slug, status: 'ACTIVE' },
    select: { id: true, slug: true, name: true, kind: true, settings: true },
  });
  return row === null ? null : { ...row, settings: TenantSettings.parse(row.settings) };
}
