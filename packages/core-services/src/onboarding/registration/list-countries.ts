import type { Country } from '@freehold/core-contracts/tenants';
import type { TenantClient } from '@freehold/core-db';

const mostCountries = 300;

/** The countries a person may register from, by English name; shared by all tenants. */
export async function listCountries({ db }: { db: TenantClient }): Promise<Country[]> {
  return db.country.findMany({
    where: { isEnabled: true },
    orderBy: { nameEn: 'asc' },
    take: mostCountries,
    select: { code: true, nameEn: true, nameFr: true, dialPrefix: true },
  });
}
