import { AppError } from '@freehold/core-contracts/errors';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { TenantSlug } from '@freehold/core-contracts/ids';
import type { TenantClient } from '@freehold/core-db';
import { createCache, type Cache } from '../cache/cache.ts';
import type { ServiceTenant } from '../context.ts';

/** How long a tenant's settings are kept: tenants are also changed from outside the applications. */
export const tenantCacheMs = 10_000;

export interface TenantDirectory {
  /** An active tenant, or null. */
  findBySlug(slug: string): Promise<ServiceTenant | null>;
  /** An active tenant. Throws NOT_FOUND `tenant.unknown`. */
  requireBySlug(slug: string): Promise<ServiceTenant>;
  /** To be called after a change of the tenant. */
  drop(slug: string): void;
}

const unknown = Symbol('unknown');

/** Tenants by slug, read through the cache; what is not there is not kept. */
export function createTenantDirectory(
  db: TenantClient,
  cache: Cache = createCache(),
): TenantDirectory {
  async function findBySlug(slug: string): Promise<ServiceTenant | null> {
    if (!TenantSlug.safeParse(slug).success) return null;
    const key = { tenant: slug, name: 'tenant', id: 'settings', ttlMs: tenantCacheMs };
    try {
      return await cache.read(key, async () => {
        const tenant = await loadTenant(db, slug);
        if (tenant === null) throw unknown;
        return tenant;
      });
    } catch (error) {
      if (error === unknown) return null;
      throw error;
    }
  }

  return {
    findBySlug,
    async requireBySlug(slug) {
      const tenant = await findBySlug(slug);
      if (tenant === null) throw new AppError('NOT_FOUND', 'tenant.unknown');
      return tenant;
    },
    drop: (slug) => cache.drop(slug, 'tenant'),
  };
}

async function loadTenant(db: TenantClient, slug: string): Promise<ServiceTenant | null> {
  const row = await db.tenant.findFirst({
    where: { slug, status: 'ACTIVE' },
    select: { id: true, slug: true, name: true, kind: true, settings: true },
  });
  return row === null ? null : { ...row, settings: TenantSettings.parse(row.settings) };
}
