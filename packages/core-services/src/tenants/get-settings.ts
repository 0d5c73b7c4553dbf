import { AppError } from '@freehold/core-contracts/errors';
import type { TenantSettingsView } from '@freehold/core-contracts/people';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';

/** The tenant with all that it sets. */
export interface StoredTenant extends TenantSettingsView {
  readonly settings: TenantSettings;
}

/** The tenant as its operators may change it. Throws NOT_FOUND `entity.not_found`. */
export async function getSettings({ ctx }: { ctx: ServiceContext }): Promise<TenantSettingsView> {
  const stored = await readSettings(ctx.db, ctx.tenant.id);
  // What the treasury sets is neither shown nor given back here.
  const { money: _money, ...settings } = stored.settings;
  return { ...stored, settings };
}

/** The same, past every cache. */
export async function readSettings(
  db: TenantClient | TenantTransaction,
  id: string,
): Promise<StoredTenant> {
  const row = await db.tenant.findFirst({
    where: { id },
    select: { id: true, slug: true, name: true, modules: true, settings: true, version: true },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Tenant' });
  return { ...row, settings: TenantSettings.parse(row.settings) };
}
