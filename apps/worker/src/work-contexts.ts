import { randomUUID } from 'node:crypto';
import { withTenant, type TenantClient } from '@freehold/core-db';
import type { PublicAddresses, ServiceContext, WakeTopic } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { Keyring } from '@freehold/core-services/keyring';
import { createTenantDirectory } from '@freehold/core-services/tenants/tenant-directory';

export interface WorkContextOptions {
  readonly db: TenantClient;
  readonly keyring: Keyring;
  readonly clock: () => Date;
  readonly logger: ServiceLogger;
  readonly isDevelopment: boolean;
  readonly addresses: PublicAddresses;
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

/** Scopes for work items over the application's client. */
export function createWorkContexts(options: WorkContextOptions): WorkContexts {
  const tenants = createTenantDirectory(options.db);
  return {
    within: (tenantId, actorName, work) =>
      withTenant(tenantId, async () => {
        const tenant = await tenants.requireById(tenantId);
        const request = { id: `worker:${randomUUID()}`, ip: null, userAgent: null };
        return work({ ...options, tenant, actor: { kind: 'SYSTEM', name: actorName }, request });
      }),
  };
}
