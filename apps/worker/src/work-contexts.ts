import { randomUUID } from 'node:crypto';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { withTenant, type TenantClient } from '@freehold/core-db';
import type { ServiceContext, ServiceTenant, WakeTopic } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { Keyring } from '@freehold/core-services/keyring';

export interface WorkContextOptions {
  readonly db: TenantClient;
  readonly keyring: Keyring;
  readonly clock: () => Date;
  readonly logger: ServiceLogger;
  readonly isDevelopment: boolean;
  readonly wake: (topic: WakeTopic) => void;
}

/** Opens the scope of a work item: its tenant, and the part of the worker that acts. */
export interface WorkContexts {
  within<T>(
    tenantId: string,
    actorName: string,
    work: (ctx: ServiceContext) => Promise<T>,
  ): Promise<T>;
}

const keptMs = 10_000;
const maxKept = 1_000;

/** Scopes for work items over the application's client; a tenant's settings are read every 10 s at most. */
export function createWorkContexts(options: WorkContextOptions): WorkContexts {
  const tenants = new Map<string, { readonly until: number; readonly tenant: ServiceTenant }>();

  async function requireTenant(id: string): Promise<ServiceTenant> {
    const kept = tenants.get(id);
    if (kept !== undefined && kept.until > performance.now()) return kept.tenant;
    // What was accepted for a tenant is finished, whatever became of the tenant since.
    const row = await options.db.tenant.findFirst({
      where: { id },
      select: { id: true, slug: true, name: true, kind: true, settings: true },
    });
    if (row === null) throw new Error(`There is no tenant ${id}`);
    const tenant = { ...row, settings: TenantSettings.parse(row.settings) };
    if (tenants.size >= maxKept) tenants.clear();
    tenants.set(id, { until: performance.now() + keptMs, tenant });
    return tenant;
  }

  return {
    within: (tenantId, actorName, work) =>
      withTenant(tenantId, async () => {
        const tenant = await requireTenant(tenantId);
        const request = { id: `worker:${randomUUID()}`, ip: null, userAgent: null };
        return work({ ...options, tenant, actor: { kind: 'SYSTEM', name: actorName }, request });
      }),
  };
}
