import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import { answerResetRequests } from '@freehold/core-services/accounts/credentials/answer-reset-requests';
import { tellOfLocks } from '@freehold/core-services/accounts/session/tell-of-locks';
import type { ServiceContext } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { WorkContexts } from '../work-contexts.ts';

/**
 * What was asked of an address, whether somebody has it or not: written down by whoever was asked,
 * answered here, so that neither the answer nor its time tells which addresses have an account.
 */
export interface NoticeQueue {
  readonly name: string;
  /** Tenants in which something waits, at most `limit`. */
  readonly listTenants: (limit: number) => Promise<string[]>;
  /** Answers up to `limit` of one tenant, each in a transaction of its own; gives how many. */
  readonly answer: (request: { ctx: ServiceContext; limit: number }) => Promise<number>;
}

export interface NoticesOptions {
  readonly queues: readonly NoticeQueue[];
  readonly contexts: WorkContexts;
  readonly logger: ServiceLogger;
  readonly limits: { readonly tenants: number; readonly batch: number };
}

export const noticesDefaults = { tenants: 100, batch: 50 };

/** The queues of notices, across tenants. */
export function createNoticeQueues(database: PrivilegedDatabase): NoticeQueue[] {
  const { client } = database;
  return [
    {
      name: 'sign-in locks',
      answer: tellOfLocks,
      listTenants: async (limit) =>
        (
          await client.signInLock.groupBy({
            by: ['tenantId'],
            orderBy: { _min: { createdAt: 'asc' } },
            take: limit,
          })
        ).map(({ tenantId }) => tenantId),
    },
    {
      name: 'password resets',
      answer: answerResetRequests,
      listTenants: async (limit) =>
        (
          await client.passwordResetRequest.groupBy({
            by: ['tenantId'],
            orderBy: { _min: { createdAt: 'asc' } },
            take: limit,
          })
        ).map(({ tenantId }) => tenantId),
    },
  ];
}

/** One bounded round over all queues; true when there may be more. */
export function createNotices({ queues, contexts, logger, limits }: NoticesOptions) {
  return async function answerNotices(signal: AbortSignal): Promise<boolean> {
    let hasMore = false;
    for (const { name, listTenants, answer } of queues) {
      const tenants = await listTenants(limits.tenants);
      for (const tenantId of tenants) {
        if (signal.aborted) return false;
        try {
          const request = (ctx: ServiceContext) => answer({ ctx, limit: limits.batch });
          const count = await contexts.within(tenantId, name, request);
          if (count === limits.batch) hasMore = true;
        } catch (error) {
          logger.error({ err: error, tenantId, queue: name }, 'Notices were not answered');
        }
      }
    }
    return hasMore;
  };
}
