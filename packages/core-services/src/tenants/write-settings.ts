import type { TenantSettings } from '@freehold/core-contracts/tenants';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';

const writeSettings = defineReviewedSql(
  'tenant.updateSettings',
  'the table of tenants is shared: the application writes its own tenant through one function',
);

/** Writes the name and all settings of the tenant that is set; gives its new version, or null where it has moved on. */
export async function writeTenantSettings(
  tx: TenantTransaction,
  tenant: {
    readonly version: number;
    readonly name: string;
    readonly settings: TenantSettings;
  },
): Promise<number | null> {
  const { version, name, settings } = tenant;
  const [row] = await queryReviewed<{ version: number | null }>(
    tx,
    writeSettings,
    Prisma.sql`SELECT update_tenant_settings(
      ${version}::integer, ${name}::text, ${JSON.stringify(settings)}::jsonb) AS "version"`,
  );
  return row?.version ?? null;
}
