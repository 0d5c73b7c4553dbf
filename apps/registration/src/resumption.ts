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

const tenantsAtOnce = 100;

export interface ResumptionOptions {
  readonly platform: Pick<
    Platform,
    'db' | 'keyring' | 'clock' | 'logger' | 'isDevelopment' | 'addresses' | 'wake' | 'tenants'
  >;
  readonly accountsOf: AccountMakerOf;
  readonly logger: Logger;
  readonly intervalMs?: number;
}

export interface Resumption {
  /** Ends the rest, or waits for the look that is under way. */
  stop(): Promise<void>;
}

/** Every active tenant, a batch at a time. */
async function* listTenants({ db }: Pick<Platform, 'db'>) {
  let after = '';
  for (;;) {
    const batch = await db.tenant.findMany({
      where: { status: 'ACTIVE', ...(after === '' ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: tenantsAtOnce,
      select: { id: true, slug: true, name: true, kind: true, settings: true },
    });
    yield* batch;
    if (batch.length < tenantsAtOnce) return;
    after = batch.at(-1)?.id ?? '';
  }
}

async function resumeIn(
  options: ResumptionOptions,
  tenant: ServiceTenant,
  signal: AbortSignal,
): Promise<number> {
  const { db, keyring, clock, logger, isDevelopment, addresses, wake } = options.platform;
  const ctx: ServiceContext = {
    ...{ db, keyring, clock, logger, isDevelopment, addresses, wake, tenant },
    actor: { kind: 'SERVICE', service: 'registration' },
    request: { id: `resumption:${randomUUID()}`, ip: null, userAgent: null },
  };
  const { completed } = await withTenant(tenant.id, () =>
    resumeCompletions({ ctx, accounts: options.accountsOf(ctx), limit: batchLimit, signal }),
  );
  return completed;
}

/** One look at every tenant, one after another; gives how many completions were finished. A tenant that fails is left for the next look. */
export async function resumeEverywhere(
  options: ResumptionOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  let completed = 0;
  for await (const row of listTenants(options.platform)) {
    if (signal.aborted) break;
    try {
      const tenant = { ...row, settings: TenantSettings.parse(row.settings) };
      completed += await resumeIn(options, tenant, signal);
    } catch (err) {
      options.logger.warn(
        { err, tenant: row.slug },
        'completions of a tenant could not be resumed',
      );
    }
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
        const completed = await resumeEverywhere(options, stopping.signal);
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
