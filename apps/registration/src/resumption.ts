import { randomUUID } from 'node:crypto';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { withTenant } from '@freehold/core-db';
import type { Logger } from '@freehold/core-observability';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { batchLimit } from '@freehold/core-services/onboarding/registration/limits';
import { resumeCompletions } from '@freehold/core-services/onboarding/registration/resume-completions';
import type { Platform } from '@freehold/core-trpc/context';
import type { AccountMakerOf } from './account-maker.ts';

/** Rest between two looks for completions that were cut off. */
export const resumptionIntervalMs = 15_000;

const mostTenants = 1_000;

export interface ResumptionOptions {
  readonly platform: Platform;
  readonly accountsOf: AccountMakerOf;
  readonly logger: Logger;
  readonly intervalMs?: number;
}

export interface Resumption {
  /** Ends the rest, or waits for the look that is under way. */
  stop(): Promise<void>;
}

async function listTenants({ db }: Platform): Promise<ServiceTenant[]> {
  const rows = await db.tenant.findMany({
    orderBy: { id: 'asc' },
    take: mostTenants,
    select: { id: true, slug: true, name: true, kind: true, settings: true },
  });
  return rows.map((row) => ({ ...row, settings: TenantSettings.parse(row.settings) }));
}

/** One look at every tenant, one after another; gives how many completions were finished. */
export async function resumeEverywhere({
  platform,
  accountsOf,
}: ResumptionOptions): Promise<number> {
  const { db, keyring, clock, logger, isDevelopment, wake } = platform;
  let completed = 0;
  for (const tenant of await listTenants(platform)) {
    const ctx: ServiceContext = {
      ...{ db, keyring, clock, logger, isDevelopment, wake, tenant },
      actor: { kind: 'SERVICE', service: 'registration' },
      request: { id: `resumption:${randomUUID()}`, ip: null, userAgent: null },
    };
    const outcome = await withTenant(tenant.id, () =>
      resumeCompletions({ ctx, accounts: accountsOf(ctx), limit: batchLimit }),
    );
    completed += outcome.completed;
  }
  return completed;
}

/** Looks for completions that were cut off, again and again until stopped; one look at a time. */
export function startResumption(options: ResumptionOptions): Resumption {
  const { logger, intervalMs = resumptionIntervalMs } = options;
  const stopping = new AbortController();
  let endRest = () => {};

  async function rest(): Promise<void> {
    const over = Promise.withResolvers<void>();
    endRest = over.resolve;
    // Several processes that were started together should not look together.
    const timer = setTimeout(over.resolve, intervalMs * (0.75 + Math.random() / 2));
    await over.promise;
    clearTimeout(timer);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const completed = await resumeEverywhere(options);
        if (completed > 0) logger.info({ completed }, 'finished completions that were cut off');
      } catch (err) {
        logger.warn({ err }, 'completions that were cut off could not be looked for');
      }
      if (!stopping.signal.aborted) await rest();
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      endRest();
      await running;
    },
  };
}
