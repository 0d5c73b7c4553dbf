import { LedgerError, type LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { observeHead } from '@freehold/core-services/ledger/observe-head';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { forEachBounded } from '../bounded.ts';
import type { WorkContexts } from '../work-contexts.ts';

export interface HeadObserverOptions {
  readonly ledger: LedgerGateway;
  readonly contexts: WorkContexts;
  readonly logger: ServiceLogger;
  /** Tenants whose ledger is elsewhere. */
  readonly listTenants: () => Promise<readonly { readonly id: string; readonly slug: string }[]>;
  /** Called when a channel has grown. */
  readonly onGrown: () => void;
}

/** Channels that are asked side by side. */
const concurrency = 8;

export interface HeadObserver {
  /** One look at every channel. */
  readonly step: (signal: AbortSignal) => Promise<boolean>;
  readonly state: () => ObservedLedger;
}

export interface ObservedLedger {
  /** Channels asked last time. */
  readonly askedCount: number;
  /** Codes of the tenants whose channel did not answer, by slug. */
  readonly faults: ReadonlyMap<string, string>;
}

/** Keeps what is known of channels elsewhere up to date. One that cannot be asked does not stop the others. */
export function createHeadObserver(options: HeadObserverOptions): HeadObserver {
  const faults = new Map<string, string>();
  let askedCount = 0;
  return {
    state: () => ({ askedCount, faults }),
    async step(signal) {
      let hasGrown = false;
      const tenants = await options.listTenants();
      askedCount = tenants.length;
      await forEachBounded(tenants, concurrency, async ({ id, slug }) => {
        if (signal.aborted) return;
        try {
          const { contexts, ledger } = options;
          if (await contexts.within(id, 'ledger', (ctx) => observeHead({ ctx, ledger })))
            hasGrown = true;
          if (faults.delete(slug))
            options.logger.info({ tenant: slug }, 'The ledger answers again');
        } catch (error) {
          if (!(error instanceof LedgerError)) throw error;
          const { code } = error;
          // Said once, and again when the reason is another one.
          if (faults.get(slug) !== code)
            options.logger.warn({ err: error, tenant: slug, code }, 'The ledger does not answer');
          faults.set(slug, code);
        }
      });
      if (hasGrown) options.onGrown();
      return false;
    },
  };
}
