import { TenantSettings, type PublicTenant } from '@freehold/core-contracts/tenants';
import type { TenantClient } from '@freehold/core-db';

const mostTenants = 200;

/** What anybody may know of the active tenants, customers before the platform, by name; at most 200. */
export async function listPublicTenants({ db }: { db: TenantClient }): Promise<PublicTenant[]> {
  const rows = await db.tenant.findMany({
    where: { status: 'ACTIVE' },
    orderBy: [{ kind: 'desc' }, { name: 'asc' }, { id: 'asc' }],
    take: mostTenants,
    select: { slug: true, name: true, kind: true, settings: true },
  });
  return rows.map(({ slug, name, kind, settings }) => {
    const { defaultLocale, minimumAgeYears, currencyCode } = TenantSettings.parse(settings);
    return { slug, name, kind, defaultLocale, minimumAgeYears, currencyCode };
  });
}
