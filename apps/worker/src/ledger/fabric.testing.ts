import { generateKeyPairSync } from 'node:crypto';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createChannelBook } from '@freehold/core-services/ledger/fabric/fabric-channels';
import {
  createFabricLedger,
  type FabricLedger,
} from '@freehold/core-services/ledger/fabric/fabric-ledger';
import { FabricPeer } from '@freehold/core-services/ledger/fabric/fabric-peer.testing';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { submitterDefaults } from '../submitter/submitter-limits.ts';
import type { SubmitterOptions } from '../submitter/submitter.ts';
import { drain, type WorkerTest } from '../testing/worker-test.ts';
import { createHeadObserver } from './head-observer.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const fabricLimits = { ...submitterDefaults, timeoutMs: 3_000, maxAttempts: 20 };

/** A peer and a tenant's ledger on it. */
export async function openFabricTest(setup: WorkerTest) {
  const peer = new FabricPeer();
  await peer.listen();
  const channelOfSlug = (slug: string) => `freehold-${slug}`;
  const connect = (): FabricLedger =>
    createFabricLedger({
      peerEndpoint: `127.0.0.1:${peer.port}`,
      tls: null,
      identity: {
        mspId: 'FreeholdMSP',
        certificate: Buffer.from('a certificate'),
        privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      },
      chaincode: 'freehold',
      channelOf: createChannelBook({ db: setup.db, channelOfSlug }),
      statusTimeoutMs: 300,
    });
  const ledger = connect();
  const submitter = (options: Partial<SubmitterOptions> = {}) =>
    setup.submitter({ ledger, limits: fabricLimits, ...options });
  return {
    peer,
    ledger,
    submitter,
    /** Another process's connection. */
    connect,
    /** Everything that waits, to the network and back. */
    async work(tenant: ServiceTenant, gateway: LedgerGateway = ledger): Promise<void> {
      await drain(submitter({ ledger: gateway }));
      const observer = createHeadObserver({
        ...{ ledger: gateway, contexts: setup.contexts, logger: quiet, onGrown: () => undefined },
        listTenants: () => Promise.resolve([tenant]),
      });
      await observer.step(new AbortController().signal);
      for (const projection of projections) {
        await drain(setup.projector({ projection, ledger: gateway }));
      }
    },
    close() {
      ledger.close();
      peer.stop();
    },
  };
}

export type FabricTest = Awaited<ReturnType<typeof openFabricTest>>;
