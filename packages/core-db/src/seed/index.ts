import { createPrivilegedDatabase } from '../privileged.ts';
import { countryRows } from './countries.ts';
import { firstTenants } from './tenants.ts';

export { countryRows } from './countries.ts';
export { firstTenants } from './tenants.ts';

/** Writes the shared tables: countries, and the first tenants where they are missing. Running it twice changes nothing. */
export async function seedShared(options: { readonly privilegedUrl: string }): Promise<void> {
  const { client, close } = await createPrivilegedDatabase({
    url: options.privilegedUrl,
    pool: { max: 1, min: 0 },
  });
  try {
    await client.country.createMany({ data: countryRows(), skipDuplicates: true });
    await client.tenant.createMany({
      data: firstTenants.map((tenant) => ({ ...tenant, modules: [...tenant.modules] })),
      skipDuplicates: true,
    });
  } finally {
    await close();
  }
}
