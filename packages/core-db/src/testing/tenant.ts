import { randomBytes } from 'node:crypto';
import { withConnection } from '../migrate/index.ts';
import type { TestDatabase } from './database.ts';

export type TestTenant = { id: string; slug: string };

export type TestTenantOptions = {
  slug?: string;
  name?: string;
  kind?: 'PLATFORM' | 'CUSTOMER';
  modules?: string[];
  settings?: Record<string, unknown>;
};

/** Inserts a tenant through the privileged role; its slug is random unless given. */
export async function createTenant(
  database: Pick<TestDatabase, 'privilegedUrl'>,
  options: TestTenantOptions = {},
): Promise<TestTenant> {
  const slug = options.slug ?? `tenant-${randomBytes(5).toString('hex')}`;
  return withConnection(database.privilegedUrl, async (client) => {
    const { rows } = await client.query<TestTenant>(
      `INSERT INTO "Tenant" ("id", "slug", "name", "kind", "modules", "settings")
       VALUES (gen_random_uuid(), $1, $2, $3::"TenantKind", $4, $5) RETURNING "id", "slug"`,
      [
        slug,
        options.name ?? slug,
        options.kind ?? 'CUSTOMER',
        options.modules ?? ['accounts', 'onboarding', 'money', 'ledger'],
        JSON.stringify(options.settings ?? {}),
      ],
    );
    return rows[0]!;
  });
}
