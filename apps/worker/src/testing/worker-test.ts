import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { createPrivilegedDatabase } from '@freehold/core-db/privileged';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { createEmbeddedLedger } from '@freehold/core-services/ledger/embedded-ledger';
import { enqueueCommand } from '@freehold/core-services/ledger/enqueue-command';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { userActivation } from '@freehold/core-services/ledger/projections/user-activation';
import { devInboxProvider } from '@freehold/core-services/messaging/dev-inbox-provider';
import { createTestPlatform } from '@freehold/core-services/testing';
import { noFaults } from '../faults.ts';
import { createClaimMessages } from '../messages/claim-messages.ts';
import { createSender, senderDefaults, type SenderOptions } from '../messages/sender.ts';
import { createChannelsBehind } from '../projector/channels-behind.ts';
import { createProjector, type ProjectorOptions } from '../projector/projector.ts';
import { createClaimCommands } from '../submitter/claim-commands.ts';
import { submitterDefaults } from '../submitter/submitter-limits.ts';
import { createSubmitter, type SubmitterOptions } from '../submitter/submitter.ts';
import { createClaimDeliveries } from '../webhooks/claim-deliveries.ts';
import {
  createDeliverer,
  delivererDefaults,
  type DelivererOptions,
} from '../webhooks/deliverer.ts';
import { createWorkContexts } from '../work-contexts.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type WorkerTest = Awaited<ReturnType<typeof openWorkerTest>>;

/** A database, its tenants, and workers on it that are told by hand when to take a step; on a server of its own where one is named. */
export async function openWorkerTest(cluster?: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(cluster);
  const privileged = await createPrivilegedDatabase({
    url: platform.urls.privilegedUrl,
    pool: { max: 4, min: 0 },
  });
  const db = platform.database.client;
  const clock = () => new Date();
  const keyring = platform.context(await platform.makeTenant()).keyring;
  const contexts = createWorkContexts({
    db,
    keyring,
    clock,
    logger: quiet,
    isDevelopment: true,
    addresses: { portal: 'https://portal.example', console: 'https://console.example' },
    wake: () => undefined,
  });
  const ledger = createEmbeddedLedger({ db, clock });
  const base = { worker: 'test', contexts, faults: noFaults, logger: quiet };

  const test = {
    ...platform,
    privileged,
    db,
    ledger,
    contexts,
    contextOf: (tenant: ServiceTenant): ServiceContext =>
      platform.context(tenant, undefined, { clock }),
    submitter: (options: Partial<SubmitterOptions> = {}) =>
      createSubmitter({
        ...base,
        ledger,
        claim: createClaimCommands(privileged),
        ...options,
        limits: { ...submitterDefaults, ...options.limits },
      }),
    projector: (options: Partial<ProjectorOptions> = {}) =>
      createProjector({
        ...base,
        projection: userActivation,
        ledger,
        channelsBehind: createChannelsBehind(privileged),
        batchBlocks: 25,
        ...options,
      }),
    sender: (options: Partial<SenderOptions> = {}) =>
      createSender({
        ...base,
        claim: createClaimMessages(privileged),
        providers: { EMAIL: devInboxProvider, SMS: devInboxProvider },
        ...options,
        limits: { ...senderDefaults, ...options.limits },
      }),
    deliverer: (options: Partial<DelivererOptions> = {}) =>
      createDeliverer({
        ...base,
        claim: createClaimDeliveries(privileged),
        send: () => Promise.resolve({ status: 204, retryAfter: null, body: '' }),
        ...options,
        limits: { ...delivererDefaults, ...options.limits },
      }),
    /** As the owner, with triggers and policies off. */
    tamper: (sql: string, values: unknown[] = []) =>
      withConnection(platform.urls.ownerUrl, async (owner) => {
        await owner.query('SET session_replication_role = replica');
        return (await owner.query<Record<string, unknown>>(sql, values)).rows;
      }),
    /** Everything claimed counts as claimed too long ago, and everything put off as due. */
    async endLeases() {
      await privileged.client
        .$executeRaw`UPDATE "OutboxCommand" SET "leaseExpiresAt" = now() - interval '1 second'
        WHERE "status" IN ('LOCKED', 'SUBMITTED')`;
      await privileged.client
        .$executeRaw`UPDATE "OutboxCommand" SET "availableAt" = now() - interval '1 second'
        WHERE "status" = 'PENDING'`;
      await privileged.client
        .$executeRaw`UPDATE "OutboundMessage" SET "availableAt" = now() - interval '1 second'
        WHERE "status" IN ('LOCKED', 'PENDING')`;
      await privileged.client
        .$executeRaw`UPDATE "WebhookDelivery" SET "availableAt" = now() - interval '1 second'
        WHERE "status" IN ('LOCKED', 'PENDING')`;
    },
    async closeAll() {
      await privileged.close();
      await platform.close();
    },
  };
  return test;
}

const going = new AbortController().signal;

/** Takes steps until there is nothing more to do, at most `limit` of them. */
export async function drain(
  step: (signal: AbortSignal) => Promise<boolean>,
  limit = 200,
): Promise<void> {
  for (let count = 0; count < limit; count += 1) if (!(await step(going))) return;
  throw new Error(`Still work to do after ${limit} steps`);
}

export function createUserPayload(userId: string) {
  return {
    userId,
    countryCode: 'CM',
    gender: 'UNDISCLOSED' as const,
    identityDigest: 'ab'.repeat(32),
  };
}

/** A person who was approved, with the command that tells the ledger. */
export async function approvePerson(
  ctx: ServiceContext,
  options: { readonly userId?: string; readonly aggregateKey?: string } = {},
): Promise<{ userId: string; commandId: string }> {
  const userId = options.userId ?? randomUUID();
  return withTenant(ctx.tenant.id, () =>
    ctx.db.$transaction(async (tx) => {
      await tx.user.createMany({
        data: [
          {
            id: userId,
            email: `${userId}@people.test`,
            firstName: 'Ada',
            lastName: 'Byron',
            emailVerified: true,
            status: 'APPROVED_PENDING_ONCHAIN',
            onchainStatus: 'PENDING',
          },
        ],
        skipDuplicates: true,
      });
      const { commandId } = await enqueueCommand(tx, ctx, {
        commandType: 'CREATE_USER',
        requestId: `test:${randomUUID()}`,
        aggregateKey: options.aggregateKey ?? `user:${userId}`,
        payload: createUserPayload(userId),
      });
      return { userId, commandId };
    }),
  );
}

/** A ledger like `ledger` but for what `changes` says; one whose `submit` is another takes commands one by one. */
export function ledgerWith(ledger: LedgerGateway, changes: Partial<LedgerGateway>): LedgerGateway {
  const { submitMany, ...others } = ledger;
  const isTogether = changes.submit === undefined && submitMany !== undefined;
  return { ...others, ...(isTogether ? { submitMany } : {}), ...changes };
}
