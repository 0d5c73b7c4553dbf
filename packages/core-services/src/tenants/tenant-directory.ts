import { AppError } from '@freehold/core-contracts/errors';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { TenantSlug } from '@freehold/core-contracts/ids';
import type { Prisma, TenantClient } from '@freehold/core-db';
import { createCache, type Cache } from '../cache/cache.ts';
import type { ServiceTenant } from '../context.ts';

/** How long a tenant's settings are kept: tenants are also changed from outside the applications. */
export const tenantCacheMs = 10_000;

export interface TenantDirectory {
  /** An active tenant, or null. */
  findBySlug(slug: string): Promise<ServiceTenant | null>;
  /** An active tenant. Throws NOT_FOUND `tenant.unknown`. */
  requireBySlug(slug: string): Promise<ServiceTenant>;
  /** A tenant whatever its status: what was accepted for it is finished. Throws NOT_FOUND `tenant.unknown`. */
  requireById(id: string): Promise<ServiceTenant>;
  /** To be called after a change of the tenant. */
  drop(slug: string): void;
}

const unknown = Symbol('unknown');

/** Tenants read through the cache; what is not there is not kept. */
export function createTenantDirectory(
  db: TenantClient,
  cache: Cache = createCache(),
): TenantDirectory {
  // An id may look like a slug: what it was asked by is part of the key.
  async function find(
    by: 'slug' | 'id',
    key: string,
    where: Prisma.TenantWhereInput,
  ): Promise<ServiceTenant | null> {
    try {
      const kept = { tenant: key, name: 'tenant', id: by, ttlMs: tenantCacheMs };
      return await cache.read(kept, async () => {
        const tenant = await loadTenant(db, where);
        if (tenant === null) throw unknown;
        return tenant;
      });
    } catch (error) {
      if (error === unknown) return null;
      throw error;
    }
  }

  async function findBySlug(slug: string): Promise<ServiceTenant | null> {
    return TenantSlug.safeParse(slug).success
      ? find('slug', slug, { slug, status: 'ACTIVE' })
      : null;
  }

  return {
    findBySlug,
    requireBySlug: async (slug) => assertFound(await findBySlug(slug)),
    requireById: async (id) => assertFound(await find('id', id, { id })),
    drop: (slug) => cache.drop(slug, 'tenant'),
  };
}

function assertFound(tenant: ServiceTenant | null): ServiceTenant {
  if (tenant === null) throw new AppError('NOT_FOUND', 'tenant.unknown');
  return tenant;
}

async function loadTenant(
  db: TenantClient,
  where: Prisma.TenantWhereInput,
): Promise<ServiceTenant | null> {
  const row = await db.tenant.findFirst({
    where,
    select: { id: true, slug: true, name: true, kind: true, settings: true },
  });
  return row === null ? null : { ...row, settings: TenantSettings.parse(row.settings) };
}
