import type { TenantClient } from '@freehold/core-db';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Check } from '@freehold/core-observability';
import { createEmbeddedLedger } from '@freehold/core-services/ledger/embedded-ledger';
import {
  createChannelBook,
  findChannelFault,
} from '@freehold/core-services/ledger/fabric/fabric-channels';
import { createFabricLedger } from '@freehold/core-services/ledger/fabric/fabric-ledger';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { submitterDefaults, type SubmitterLimits } from '../submitter/submitter-limits.ts';
import { readFabricFiles } from './fabric-files.ts';
import type { ObservedLedger } from './head-observer.ts';
import type { LedgerSettings } from '../env.ts';
import { channelOfSlug } from './fabric-settings.ts';

export interface LedgerTenant {
  readonly id: string;
  readonly slug: string;
}

/** The ledger that the settings choose. */
export interface OpenLedger {
  readonly gateway: LedgerGateway;
  readonly limits: SubmitterLimits;
  /** Tenants whose ledger is outside the database; null where none is. */
  readonly listTenants: (() => Promise<readonly LedgerTenant[]>) | null;
  readonly close: () => void;
}

export interface OpenLedgerOptions {
  readonly env: LedgerSettings;
  readonly db: TenantClient;
  readonly privileged: PrivilegedDatabase;
  readonly logger: ServiceLogger;
  readonly clock: () => Date;
}

const maxTenants = 10_000;

/**
 * Opens the ledger. Throws where a certificate or key cannot be used, and where the settings do not
 * fit what is written down of a tenant's ledger; whether a network answers is seen later.
 */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenLedger> {
  const { env, db, privileged, clock } = options;
  const channels = env.LEDGER_GATEWAY === 'fabric' ? env.FABRIC_CHANNELS : undefined;
  const channelOf = (slug: string) =>
    channels === undefined ? null : channelOfSlug(channels, slug);
  await assertChains(options, channelOf);
  if (channels === undefined) {
    const gateway = createEmbeddedLedger({ db, clock });
    return { gateway, limits: submitterDefaults, listTenants: null, close: () => undefined };
  }
  const gateway = createFabricLedger({
    ...readFabricFiles(env, clock()),
    peerEndpoint: env.FABRIC_PEER ?? '',
    chaincode: env.FABRIC_CHAINCODE ?? '',
    channelOf: createChannelBook({ db, channelOfSlug: channelOf }),
    statusTimeoutMs: env.FABRIC_STATUS_TIMEOUT_MS,
  });
  return {
    gateway,
    limits: {
      ...submitterDefaults,
      timeoutMs: env.FABRIC_TIMEOUT_MS,
      concurrency: env.FABRIC_CONCURRENCY,
    },
    async listTenants() {
      const tenants = await listAllTenants(privileged);
      return tenants.filter(({ slug }) => channelOf(slug) !== null);
    },
    close: () => gateway.close(),
  };
}

/** Refuses settings that would take a tenant's commands to another ledger than the one it has. */
async function assertChains(
  { privileged, logger, env }: OpenLedgerOptions,
  channelOf: (slug: string) => string | null,
): Promise<void> {
  const chains = await privileged.client.ledgerChain.findMany({
    take: maxTenants,
    select: { fabricChannel: true, blockNumber: true, tenant: { select: { slug: true } } },
  });
  for (const { tenant, ...chain } of chains) {
    const wanted = channelOf(tenant.slug);
    const fault = findChannelFault(chain, wanted);
    if (fault !== null)
      throw new Error(`The ledger of ${tenant.slug} is not as set. ${fault.detail}`);
    if (env.LEDGER_GATEWAY === 'fabric' && wanted === null) {
      const about = { tenant: tenant.slug };
      logger.warn(about, 'FABRIC_CHANNELS names no channel for this tenant: its commands wait');
    }
  }
}

function listAllTenants({ client }: PrivilegedDatabase): Promise<LedgerTenant[]> {
  return client.tenant.findMany({
    orderBy: { id: 'asc' },
    take: maxTenants,
    select: { id: true, slug: true },
  });
}

/** Whether the ledger answers, for readiness: not where no channel does. */
export function checkLedger(
  { gateway }: OpenLedger,
  { askedCount, faults }: ObservedLedger,
): Check {
  const [first] = faults;
  if (first === undefined) return { name: 'ledger', isOk: true, detail: gateway.name };
  const [slug, code] = first;
  const detail = `${gateway.name}: ${code} for ${slug}; ${faults.size} of ${askedCount} silent`;
  return { name: 'ledger', isOk: faults.size < askedCount, detail };
}
