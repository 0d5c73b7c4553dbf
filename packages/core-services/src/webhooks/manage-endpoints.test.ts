import { randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { ApiScope } from '@freehold/core-contracts/permissions';
import type { WebhookEventType } from '@freehold/core-contracts/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, ServiceContext, ServiceTenant } from '../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { createWebhookEndpoint, maxEndpoints } from './create-endpoint.ts';
import { emitEvent } from './emit-event.ts';
import { getWebhookDelivery } from './get-delivery.ts';
import { getWebhookEndpoint } from './get-endpoint.ts';
import { listWebhookDeliveries } from './list-deliveries.ts';
import { listWebhookEndpoints } from './list-endpoints.ts';
import { openDelivery } from './open-delivery.ts';
import { removeExpiredDeliveries } from './remove-expired-deliveries.ts';
import { removeWebhookEndpoint } from './remove-endpoint.ts';
import { maxReplays, replayWebhookDeliveries, replayWebhookDelivery } from './replay-deliveries.ts';
import { rotateWebhookSecret } from './rotate-secret.ts';
import { sendTestEvent } from './send-test.ts';
import { updateWebhookEndpoint } from './update-endpoint.ts';

let platform: TestPlatform;
let tenant: ServiceTenant;
let admin: ServiceContext;
let organizationId: string;

beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  tenant = await platform.makeTenant();
  admin = as('OPERATOR', 'ADMIN');
  organizationId = await makeOrganization();
});

function as(
  kind: 'OPERATOR' | 'USER',
  role: 'ADMIN' | 'AUDITOR' | 'TREASURER' | 'USER',
  userId: string = randomUUID(),
) {
  const name = 'Zoë';
  const actor: Actor =
    kind === 'OPERATOR'
      ? { kind, userId, homeTenantId: tenant.id, role, name, email: 'zoe@tenant.example' }
      : { kind, userId, role, name };
  return platform.context(tenant, actor);
}
const asKey = (scopes: readonly ApiScope[], of = organizationId) =>
  platform.context(tenant, {
    kind: 'API_KEY',
    apiKeyId: randomUUID(),
    organizationId: of,
    scopes,
    name: 'Robot',
  });

const makeOrganization = () =>
  inScope(admin, async () => {
    const { id } = await admin.db.organization.create({
      data: { name: 'Kwartz', slug: `org-${randomUUID().slice(0, 8)}` },
      select: { id: true },
    });
    return id;
  });

async function makeMember(role: 'OWNER' | 'ADMIN' | 'MEMBER'): Promise<ServiceContext> {
  const userId = await inScope(admin, async () => {
    const { id } = await admin.db.user.create({
      data: { email: `${randomUUID()}@people.test`, firstName: 'A', lastName: 'B' },
      select: { id: true },
    });
    await admin.db.membership.create({
      data: { organizationId, userId: id, role },
      select: { id: true },
    });
    return id;
  });
  return as('USER', 'USER', userId);
}

const url = 'https://hooks.example/in?token=t0p-secret';
const make = (
  ctx: ServiceContext,
  changes: { organizationId?: string; eventTypes?: WebhookEventType[]; url?: string } = {},
) =>
  inScope(ctx, () =>
    createWebhookEndpoint({
      ctx,
      input: { url, description: 'Billing', eventTypes: ['apiKey.created'], ...changes },
    }),
  );
const error = (kind: string, code: string) => expect.objectContaining({ kind, code }) as unknown;
const count = () => inScope(admin, () => admin.db.webhookEndpoint.count());
const audits = () =>
  inScope(admin, () => admin.db.auditLog.findMany({ orderBy: { sequence: 'asc' } }));

describe('an endpoint', () => {
  test('is made with a secret that is shown once and kept sealed, and an audit row without it', async () => {
    const { endpoint, secret } = await make(admin, { organizationId });
    expect(endpoint).toMatchObject({
      organizationId,
      organizationName: 'Kwartz',
      url,
      isEnabled: true,
      version: 0,
      failingSince: null,
    });
    expect(secret).toMatch(/^whsec_/u);
    const row = await inScope(admin, () => admin.db.webhookEndpoint.findFirstOrThrow());
    expect(Buffer.from(row.secretCiphertext).toString('latin1')).not.toContain(secret.slice(6, 20));
    const [audit] = await audits();
    expect(audit).toMatchObject({
      action: 'webhook.create',
      entityId: endpoint.id,
      organizationId,
      changes: { origin: 'https://hooks.example', eventTypes: ['apiKey.created'] },
    });
    expect(JSON.stringify(audit!.changes)).not.toContain('t0p-secret');
    const input = { endpointId: endpoint.id };
    const read = await inScope(admin, () => getWebhookEndpoint({ ctx: admin, input }));
    expect(read).toEqual(endpoint);
    expect(JSON.stringify(read)).not.toMatch(/whsec_|ciphertext/iu);
  });

  test.each([
    ['http://hooks.example/', 'NOT_HTTPS'],
    ['https://10.0.0.1/', 'PRIVATE_ADDRESS'],
    ['https://[::ffff:169.254.169.254]/', 'PRIVATE_ADDRESS'],
    ['https://localhost/', 'PRIVATE_ADDRESS'],
    ['https://a:b@hooks.example/', 'CREDENTIALS'],
    ['https://hooks.example:25/', 'PORT'],
  ])('at %s is refused in production', async (bad, reason) => {
    const ctx = { ...admin, isDevelopment: false };
    await expect(make(ctx, { url: bad })).rejects.toMatchObject({
      code: 'webhook.url_refused',
      params: { reason },
    });
    expect(await count()).toBe(0);
  });

  test('of an organization hears only of what is about it', async () => {
    await expect(
      make(admin, { organizationId, eventTypes: ['apiKey.created', 'user.deleted'] }),
    ).rejects.toMatchObject({
      code: 'webhook.event_not_available',
      params: { eventType: 'user.deleted' },
    });
    const { endpoint } = await make(admin, { eventTypes: ['user.deleted', 'user.deleted'] });
    expect(endpoint.eventTypes).toEqual(['user.deleted']);
  });

  test('is one of twenty at most, however many are added at once', async () => {
    const tries = Array.from({ length: maxEndpoints + 4 }, () => make(admin, { organizationId }));
    const results = await Promise.allSettled(tries);
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(await count()).toBe(20);
    expect(refused).toEqual(
      Array.from({ length: 4 }, () => error('LIMIT_EXCEEDED', 'webhook.too_many')),
    );
    await make(admin);
  });

  test('changes by the version that was seen; switched on again its failures are forgotten', async () => {
    const { endpoint } = await make(admin);
    await inScope(admin, () =>
      admin.db.webhookEndpoint.updateMany({
        data: { isEnabled: false, disabledReason: 'Gone', failingSince: new Date() },
      }),
    );
    const change = (version: number) =>
      inScope(admin, () =>
        updateWebhookEndpoint({
          ctx: admin,
          input: {
            endpointId: endpoint.id,
            version,
            url: 'https://hooks.example/other?token=t1p',
            description: 'Billing',
            eventTypes: ['user.deleted'],
            isEnabled: true,
          },
        }),
      );
    expect(await change(0)).toMatchObject({
      version: 1,
      isEnabled: true,
      disabledReason: null,
      failingSince: null,
    });
    await expect(change(0)).rejects.toEqual(error('PRECONDITION_FAILED', 'version.stale'));
    const audit = (await audits()).at(-1)!;
    expect(audit).toMatchObject({
      action: 'webhook.update',
      changes: {
        isEnabled: { before: false, after: true },
        eventTypes: { before: 'apiKey.created', after: 'user.deleted' },
        isPathChanged: true,
      },
    });
    expect(JSON.stringify(audit.changes)).not.toMatch(/t0p|t1p/u);
  });

  test('gets a new secret while the old one still signs, or at once alone', async () => {
    const { endpoint, secret } = await make(admin);
    const rotate = (version: number, overlapHours: number) =>
      inScope(admin, () =>
        rotateWebhookSecret({
          ctx: admin,
          input: { endpointId: endpoint.id, version, overlapHours },
        }),
      );
    const first = await rotate(0, 24);
    expect(first.secret).not.toBe(secret);
    const left = first.endpoint.previousSecretExpiresAt!.getTime() - platform.clock().getTime();
    expect(left).toBe(24 * 3_600_000);
    const secrets = async () => {
      const delivery = await inScope(admin, () =>
        sendTestEvent({ ctx: admin, input: { endpointId: endpoint.id } }),
      );
      const open = await inScope(admin, () =>
        openDelivery({ ctx: admin, deliveryId: delivery.id }),
      );
      return open!.secrets;
    };
    expect(await secrets()).toEqual([first.secret, secret]);
    const second = await rotate(1, 0);
    expect(await secrets()).toEqual([second.secret]);
    expect(second.endpoint.previousSecretExpiresAt).toBeNull();
    await expect(rotate(1, 0)).rejects.toEqual(error('PRECONDITION_FAILED', 'version.stale'));
    expect(JSON.stringify((await audits()).map(({ changes }) => changes))).not.toContain('whsec_');
  });

  test('goes with its deliveries, by the version that was seen', async () => {
    const { endpoint } = await make(admin);
    const remove = (version: number) =>
      inScope(admin, () =>
        removeWebhookEndpoint({
          ctx: admin,
          input: { endpointId: endpoint.id, version, reason: 'because of a test' },
        }),
      );
    await inScope(admin, () => sendTestEvent({ ctx: admin, input: { endpointId: endpoint.id } }));
    await expect(remove(3)).rejects.toEqual(error('PRECONDITION_FAILED', 'version.stale'));
    await remove(0);
    expect(await count()).toBe(0);
    expect(await inScope(admin, () => admin.db.webhookDelivery.count())).toBe(0);
    expect((await audits()).at(-1)).toMatchObject({
      action: 'webhook.remove',
      reason: 'because of a test',
    });
    await expect(remove(0)).rejects.toEqual(error('NOT_FOUND', 'entity.not_found'));
  });
});

describe('who may', () => {
  const read = (ctx: ServiceContext, endpointId: string) =>
    inScope(ctx, () => getWebhookEndpoint({ ctx, input: { endpointId } }));
  const test_ = (ctx: ServiceContext, endpointId: string) =>
    inScope(ctx, () => sendTestEvent({ ctx, input: { endpointId } }));
  const list = (ctx: ServiceContext, of?: string) =>
    inScope(ctx, () =>
      listWebhookEndpoints({
        ctx,
        input: { page: 1, limit: 25, ...(of === undefined ? {} : { organizationId: of }) },
      }),
    );
  const notFound = { kind: 'NOT_FOUND', code: 'entity.not_found' };
  const forbidden = { kind: 'FORBIDDEN' };

  test('the tenant’s own are for operators with the permission', async () => {
    const { endpoint } = await make(admin);
    expect(await read(as('OPERATOR', 'AUDITOR'), endpoint.id)).toEqual(endpoint);
    await expect(test_(as('OPERATOR', 'AUDITOR'), endpoint.id)).rejects.toMatchObject(forbidden);
    await expect(make(as('OPERATOR', 'AUDITOR'))).rejects.toMatchObject(forbidden);
    for (const ctx of [
      as('OPERATOR', 'TREASURER'),
      as('USER', 'ADMIN'),
      await makeMember('OWNER'),
      asKey(ApiScope.options),
    ]) {
      await expect(read(ctx, endpoint.id)).rejects.toMatchObject(notFound);
      await expect(test_(ctx, endpoint.id)).rejects.toMatchObject(notFound);
      await expect(list(ctx)).rejects.toMatchObject(forbidden);
      await expect(make(ctx)).rejects.toMatchObject(forbidden);
    }
  });

  test('an organization’s are for its owner and admins, operators, and its keys by scope', async () => {
    const { endpoint } = await make(await makeMember('OWNER'), { organizationId });
    for (const ctx of [
      admin,
      await makeMember('ADMIN'),
      asKey(['webhook.read', 'webhook.manage']),
    ]) {
      expect((await read(ctx, endpoint.id)).id).toBe(endpoint.id);
      await test_(ctx, endpoint.id);
      expect((await list(ctx, organizationId)).total).toBe(1);
    }
    const auditor = as('OPERATOR', 'AUDITOR');
    expect((await read(auditor, endpoint.id)).id).toBe(endpoint.id);
    await expect(test_(auditor, endpoint.id)).rejects.toMatchObject(forbidden);
    const reader = asKey(['webhook.read']);
    expect((await read(reader, endpoint.id)).id).toBe(endpoint.id);
    await expect(test_(reader, endpoint.id)).rejects.toMatchObject({
      code: 'apiKey.scope_missing',
      params: { scope: 'webhook.manage' },
    });
    await expect(read(await makeMember('MEMBER'), endpoint.id)).rejects.toMatchObject(forbidden);
    const strangers = [as('USER', 'USER'), asKey(ApiScope.options, await makeOrganization())];
    for (const ctx of strangers) {
      await expect(read(ctx, endpoint.id)).rejects.toMatchObject(notFound);
      await expect(list(ctx, organizationId)).rejects.toMatchObject(notFound);
    }
  });
});

describe('a delivery', () => {
  const emit = (key: string = randomUUID()) =>
    inScope(admin, () =>
      inTransaction(admin.db, (tx) =>
        emitEvent(tx, admin, {
          eventType: 'user.registered',
          payload: { userId: randomUUID() },
          idempotencyKey: key,
        }),
      ),
    );
  const settle = (status: 'DEAD' | 'DELIVERED') =>
    inScope(admin, () =>
      admin.db.webhookDelivery.updateMany({ where: { status: 'PENDING' }, data: { status } }),
    );
  const deliveries = (filter: object = {}) =>
    inScope(admin, () =>
      listWebhookDeliveries({ ctx: admin, input: { page: 1, limit: 100, ...filter } }),
    );

  test('is listed by endpoint, status and event, newest first, and shown as it was sent', async () => {
    const { endpoint } = await make(admin, { eventTypes: ['user.registered'] });
    await emit('one');
    platform.clock.moveBy(1_000);
    await emit('two');
    await settle('DEAD');
    const { items, total } = await deliveries({ endpointId: endpoint.id, status: ['DEAD'] });
    expect(total).toBe(2);
    expect((await deliveries({ status: ['PENDING'] })).total).toBe(0);
    expect((await deliveries({ eventType: 'user.deleted' })).total).toBe(0);
    const detail = await inScope(admin, () =>
      getWebhookDelivery({ ctx: admin, input: { deliveryId: items[0]!.id } }),
    );
    expect(JSON.parse(detail.payload)).toMatchObject({
      type: 'user.registered',
      timestamp: expect.stringMatching(/Z$/u),
      data: { userId: expect.any(String) },
    });
  });

  test('is replayed as a delivery of its own, once at a time', async () => {
    await make(admin, { eventTypes: ['user.registered'] });
    await emit();
    await settle('DELIVERED');
    const [first] = (await deliveries()).items;
    const replay = () =>
      inScope(admin, () => replayWebhookDelivery({ ctx: admin, input: { deliveryId: first!.id } }));
    const results = await Promise.allSettled(Array.from({ length: 8 }, replay));
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    const { items } = await deliveries();
    const numbers = items.map(({ replayNumber }) => replayNumber);
    expect(numbers.toSorted((left, right) => left - right)).toEqual([0, 1]);
    expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(1);
    await settle('DEAD');
    expect(await replay()).toMatchObject({ replayNumber: 2, status: 'PENDING' });
    expect(platform.woken).toContain('webhooks');
  });

  test('that was missed is replayed by its time, what arrived or waits is not', async () => {
    const { endpoint } = await make(admin, { eventTypes: ['user.registered'] });
    const from = platform.clock();
    await emit();
    await emit();
    await settle('DEAD');
    await emit();
    await settle('DELIVERED');
    await emit();
    const to = platform.clock();
    platform.clock.moveBy(60_000);
    await emit();
    await settle('DEAD');
    const replay = (range: { from: Date; to: Date }) =>
      inScope(admin, () =>
        replayWebhookDeliveries({ ctx: admin, input: { endpointId: endpoint.id, ...range } }),
      );
    expect(await replay({ from, to })).toEqual({ replayed: 3, hasMore: false });
    expect(await replay({ from, to })).toEqual({ replayed: 0, hasMore: false });
    expect(maxReplays).toBe(500);
    const replays = (await audits()).filter(({ action }) => action === 'webhook.replay');
    expect(replays).toHaveLength(1);
  });

  test('of an endpoint that is off is neither tested nor replayed', async () => {
    const { endpoint } = await make(admin, { eventTypes: ['user.registered'] });
    await emit();
    await settle('DEAD');
    await inScope(admin, () => admin.db.webhookEndpoint.updateMany({ data: { isEnabled: false } }));
    const { items } = await deliveries();
    const input = { endpointId: endpoint.id };
    const refused = { kind: 'CONFLICT', code: 'webhook.disabled' };
    await expect(inScope(admin, () => sendTestEvent({ ctx: admin, input }))).rejects.toMatchObject(
      refused,
    );
    await expect(
      inScope(admin, () =>
        replayWebhookDelivery({ ctx: admin, input: { deliveryId: items[0]!.id } }),
      ),
    ).rejects.toMatchObject(refused);
  });

  test('is forgotten with its event after thirty days, in batches, unless it is under way', async () => {
    await make(admin, { eventTypes: ['user.registered'] });
    for (let index = 0; index < 5; index += 1) await emit();
    await settle('DEAD');
    await emit();
    platform.clock.moveBy(30 * 86_400_000 - 1_000);
    const clean = () => inScope(admin, () => removeExpiredDeliveries({ ctx: admin, limit: 3 }));
    expect(await clean()).toBe(0);
    platform.clock.moveBy(2_000);
    expect([await clean(), await clean(), await clean()]).toEqual([3, 2, 0]);
    expect((await deliveries()).items.map(({ status }) => status)).toEqual(['PENDING']);
  });
});
