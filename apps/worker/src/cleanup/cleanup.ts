import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import { removeExpiredLinks } from '@freehold/core-services/accounts/credentials/remove-expired-links';
import { removeExpiredDevices } from '@freehold/core-services/accounts/devices/remove-expired-devices';
import { removeExpiredRefreshTokens } from '@freehold/core-services/accounts/session/remove-expired-refresh-tokens';
import { removeExpiredSessions } from '@freehold/core-services/accounts/session/remove-expired-sessions';
import { tellOfEndingKeys } from '@freehold/core-services/api-keys/tell-of-ending-keys';
import type { ServiceContext } from '@freehold/core-services/context';
import { removeExpiredIdempotencyKeys } from '@freehold/core-services/idempotency/idempotency-key';
import { expireTransfers } from '@freehold/core-services/money/expire-transfers';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { removeOldNotifications } from '@freehold/core-services/notifications/remove-old-notifications';
import { takeBudget } from '@freehold/core-services/onboarding/budget/take-budget';
import { removeExpiredBudgets } from '@freehold/core-services/onboarding/budget/remove-expired-budgets';
import { removeExpiredRegistrations } from '@freehold/core-services/onboarding/registration/remove-expired-registrations';
import { removeExpiredInvitations } from '@freehold/core-services/organizations/invitations/remove-expired-invitations';
import { removeDeletedOrganizations } from '@freehold/core-services/organizations/remove-deleted-organizations';
import { endTerms } from '@freehold/core-services/organizations/subscriptions/end-terms';
import { tellOfEndingTerms } from '@freehold/core-services/organizations/subscriptions/tell-of-ends';
import { expireProposals } from '@freehold/core-services/proposals/expire-proposals';
import { removeExpiredDeliveries } from '@freehold/core-services/webhooks/remove-expired-deliveries';
import type { WorkContexts } from '../work-contexts.ts';

/** Removes up to `limit` rows of one tenant whose time is over; gives how many. */
export type CleanupTask = (request: { ctx: ServiceContext; limit: number }) => Promise<number>;

export const cleanupTasks: Readonly<Record<string, CleanupTask>> = {
  sessions: removeExpiredSessions,
  refreshTokens: removeExpiredRefreshTokens,
  links: removeExpiredLinks,
  devices: removeExpiredDevices,
  registrations: removeExpiredRegistrations,
  budgets: removeExpiredBudgets,
  invitations: removeExpiredInvitations,
  organizations: removeDeletedOrganizations,
  endingTerms: tellOfEndingTerms,
  terms: endTerms,
  endingKeys: tellOfEndingKeys,
  proposals: expireProposals,
  transfers: expireTransfers,
  notifications: removeOldNotifications,
  webhooks: removeExpiredDeliveries,
  idempotencyKeys: removeExpiredIdempotencyKeys,
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
  /** A tenant is cleaned up once in this time, whatever number of workers run. */
  readonly everyMs: number;
}

/** How long the worker rests between two rounds; a rest is a quarter shorter or longer by chance. */
export const cleanupRestMs = 5 * 60_000;

export const cleanupDefaults = { limit: 500, maxBatches: 20, everyMs: cleanupRestMs * 0.75 };

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

/**
 * Whether this worker cleans up a tenant this time: of all workers, the first to take it. One that
 * dies over it leaves it to whoever comes in the next window.
 */
function takeTurn({ contexts, everyMs }: CleanupOptions, tenantId: string): Promise<boolean> {
  const limit = { kind: 'worker.clean-up', limit: 1, windowMs: everyMs, window: 'FIXED' } as const;
  return contexts.within(tenantId, 'clean-up', async (ctx) => {
    const use = await takeBudget(ctx, limit, 'tenant');
    return use.isTaken;
  });
}

async function runTask(
  { contexts, logger, limit, maxBatches }: CleanupOptions,
  { tenantId, name, run }: { tenantId: string; name: string; run: CleanupTask },
  signal: AbortSignal,
): Promise<void> {
  await contexts.within(tenantId, 'clean-up', async (ctx) => {
    let removed = 0;
    for (let batch = 0; batch < maxBatches && !signal.aborted; batch += 1) {
      const count = await run({ ctx, limit });
      removed += count;
      if (count < limit) break;
    }
    if (removed > 0) logger.info({ tenantId, task: name, removed }, 'Cleaned up');
  });
}

async function cleanTenant(
  options: CleanupOptions,
  tenantId: string,
  signal: AbortSignal,
): Promise<void> {
  const attempt = async (task: string, work: () => Promise<boolean | void>) => {
    try {
      return await work();
    } catch (error) {
      options.logger.error({ err: error, tenantId, task }, 'A clean-up failed');
      return false;
    }
  };
  if (!(await attempt('turn', () => takeTurn(options, tenantId)))) return;
  for (const [name, run] of Object.entries(options.tasks)) {
    await attempt(name, () => runTask(options, { tenantId, name, run }, signal));
  }
}
