import { randomUUID } from 'node:crypto';
import type { WebhookEventType } from '@freehold/core-contracts/webhooks';
import { inTransaction } from '@freehold/core-db';
import { untilBlocked } from '@freehold/core-db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { emitEvent } from './emit-event.ts';

let platform: TestPlatform;
let ctx: ServiceContext;
let organizationId: string;
let otherOrganizationId: string;

beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  ctx = platform.context(await platform.makeTenant());
  organizationId = await makeOrganization();
  otherOrganizationId = await makeOrganization();
});

const makeOrganization = () =>
  inScope(ctx, async () => {
    const { id } = await ctx.db.organization.create({
      data: { name: 'Org', slug: `org-${randomUUID().slice(0, 8)}` },
      select: { id: true },
    });
    return id;
  });

const makeEndpoint = (data: {
  organizationId?: string;
  eventTypes?: WebhookEventType[];
  isEnabled?: boolean;
}) =>
  inScope(ctx, async () => {
    const { id } = await ctx.db.webhookEndpoint.create({
      data: {
        url: 'https://hooks.example/in',
        secretCiphertext: new Uint8Array([1]),
        eventTypes: ['user.registered', 'organization.memberAdded'],
        ...data,
      },
      select: { id: true },
    });
    return id;
  });

const memberAdded = (key: string) =>
  inScope(ctx, () =>
    inTransaction(ctx.db, (tx) =>
      emitEvent(tx, ctx, {
        eventType: 'organization.memberAdded',
        payload: { organizationId, userId: randomUUID(), role: 'MEMBER' },
        organizationId,
        idempotencyKey: key,
      }),
    ),
  );

const reached = () =>
  inScope(ctx, async () => {
    const rows = await ctx.db.webhookDelivery.findMany({ select: { endpointId: true } });
    return rows.map((row) => row.endpointId).toSorted();
  });

test('an event about an organization reaches its endpoints and the tenant’s, and no other’s', async () => {
  const own = await makeEndpoint({ organizationId });
  const tenants = await makeEndpoint({});
  await makeEndpoint({ organizationId: otherOrganizationId });
  await makeEndpoint({ organizationId, eventTypes: ['apiKey.created'] });
  await makeEndpoint({ organizationId, isEnabled: false });
  await memberAdded('one');
  expect(await reached()).toEqual([own, tenants].toSorted());
});

test('an event about no organization reaches the tenant’s endpoints alone', async () => {
  const tenants = await makeEndpoint({});
  await makeEndpoint({ organizationId });
  await inScope(ctx, () =>
    inTransaction(ctx.db, (tx) =>
      emitEvent(tx, ctx, {
        eventType: 'user.registered',
        payload: { userId: randomUUID() },
        idempotencyKey: 'one',
      }),
    ),
  );
  expect(await reached()).toEqual([tenants]);
});

test('one cause is one event, however often it is told', async () => {
  await makeEndpoint({});
  await memberAdded('same');
  await memberAdded('same');
  await Promise.all(Array.from({ length: 8 }, () => memberAdded('same')));
  expect(await reached()).toHaveLength(1);
  expect(await inScope(ctx, () => ctx.db.webhookEvent.count())).toBe(1);
});

test('a change that is rolled back has told nobody', async () => {
  await makeEndpoint({});
  const failed = inScope(ctx, () =>
    inTransaction(ctx.db, async (tx) => {
      await emitEvent(tx, ctx, {
        eventType: 'user.registered',
        payload: { userId: randomUUID() },
        idempotencyKey: 'one',
      });
      throw new Error('changed its mind');
    }),
  );
  await expect(failed).rejects.toThrow('changed its mind');
  expect(await reached()).toEqual([]);
  expect(await inScope(ctx, () => ctx.db.webhookEvent.count())).toBe(0);
});

test('an endpoint that is being removed holds up no change and is not pointed at', async () => {
  const going = await makeEndpoint({});
  const staying = await makeEndpoint({});
  const removed = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const removal = inScope(ctx, () =>
    inTransaction(ctx.db, async (tx) => {
      await tx.webhookEndpoint.deleteMany({ where: { id: going } });
      removed.resolve();
      await mayCommit.promise;
    }),
  );
  await removed.promise;
  const telling = memberAdded('during');
  await untilBlocked(platform.urls.ownerUrl);
  mayCommit.resolve();
  await Promise.all([removal, telling]);
  expect(await reached()).toEqual([staying]);
});

test('another tenant’s endpoints hear nothing', async () => {
  const here = ctx;
  await makeEndpoint({});
  ctx = platform.context(await platform.makeTenant());
  await makeEndpoint({ eventTypes: ['organization.memberAdded'] });
  organizationId = await makeOrganization();
  await memberAdded('theirs');
  ctx = here;
  expect(await reached()).toEqual([]);
});
