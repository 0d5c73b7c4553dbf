import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import { removeExpiredSessions } from '@freehold/core-services/accounts/session/remove-expired-sessions';
import type { ServiceContext } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { removeExpiredBudgets } from '@freehold/core-services/onboarding/budget/remove-expired-budgets';
import { removeExpiredRegistrations } from '@freehold/core-services/onboarding/registration/remove-expired-registrations';
import type { WorkContexts } from '../work-contexts.ts';

/** Removes up to `limit` rows of one tenant whose time is over; gives how many. */
export type CleanupTask = (request: { ctx: ServiceContext; limit: number }) => Promise<number>;

export const cleanupTasks: Readonly<Record<string, CleanupTask>> = {
  sessions: removeExpiredSessions,
  registrations: removeExpiredRegistrations,
  budgets: removeExpiredBudgets,
};

export type ListTenants = (after: string | null, limit: number) => Promise<string[]>;

export interface CleanupOptions {
  readonly listTenants: ListTenants;
  readonly contexts: WorkContexts;
  readonly logger: ServiceLogger;
  readonly tasks: Readonly<Record<string, CleanupTask>>;
  /** Rows per batch. */
  readonly limit: number;
  /** Batches of one task in one tenant per round. */
  readonly maxBatches: number;
}

export const cleanupDefaults = { limit: 500, maxBatches: 20 };

const tenantPage = 200;

/** Every tenant's id, a page at a time. */
export function createListTenants(database: PrivilegedDatabase): ListTenants {
  return async (after, limit) => {
    const rows = await database.client.tenant.findMany({
      where: after === null ? {} : { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  };
}

/** One round of the clean-up over all tenants, in bounded batches; it rests afterwards whatever is left. */
export function createCleanup(options: CleanupOptions) {
  return async function cleanUp(signal: AbortSignal): Promise<boolean> {
    let after: string | null = null;
    while (!signal.aborted) {
      const tenants = await options.listTenants(after, tenantPage);
      for (const tenantId of tenants) {
        if (signal.aborted) return false;
        await cleanTenant(options, tenantId, signal);
      }
      if (tenants.length < tenantPage) return false;
      after = tenants.at(-1) ?? null;
    }
    return false;
  };
}

async function cleanTenant(
  { contexts, logger, tasks, limit, maxBatches }: CleanupOptions,
  tenantId: string,
  signal: AbortSignal,
): Promise<void> {
  for (const [task, run] of Object.entries(tasks)) {
    try {
      await contexts.within(tenantId, 'clean-up', async (ctx) => {
        let removed = 0;
        for (let batch = 0; batch < maxBatches && !signal.aborted; batch += 1) {
          const count = await run({ ctx, limit });
          removed += count;
          if (count < limit) break;
        }
        if (removed > 0) logger.info({ tenantId, task, removed }, 'Cleaned up');
      });
    } catch (error) {
      logger.error({ err: error, tenantId, task }, 'A clean-up failed');
    }
  }
}
