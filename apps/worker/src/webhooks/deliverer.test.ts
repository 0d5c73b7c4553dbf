import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inTransaction, withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import {
  createSendOutgoing,
  OutgoingFailure,
  type OutgoingRequest,
  type SendOutgoing,
} from '@freehold/core-services/outgoing/guarded-request';
import { OutgoingRefusal } from '@freehold/core-services/outgoing/outgoing-rules';
import { emitEvent } from '@freehold/core-services/webhooks/emit-event';
import { newWebhookSecret, sealSecret } from '@freehold/core-services/webhooks/signing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import { drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';

let setup: WorkerTest;
let ctx: ServiceContext;
const servers: Server[] = [];
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());
beforeEach(async () => {
  await setup.privileged.client
    .$executeRaw`UPDATE "WebhookDelivery" SET "status" = 'CANCELLED' WHERE "status" IN ('PENDING', 'LOCKED')`;
  ctx = setup.contextOf(await setup.makeTenant());
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
});

const going = new AbortController().signal;
const inTenant = <T>(work: () => Promise<T>) => withTenant(ctx.tenant.id, work);
const day = 86_400_000;

async function addEndpoint(data: { url?: string; organizationId?: string } = {}) {
  const endpointId = randomUUID();
  const secret = newWebhookSecret();
  const owner = { tenantId: ctx.tenant.id, endpointId };
  await inTenant(() =>
    ctx.db.webhookEndpoint.create({
      data: {
        id: endpointId,
        url: 'https://hooks.example/in?token=t0p',
        eventTypes: ['user.registered'],
        secretCiphertext: sealSecret(ctx.keyring, owner, secret),
        ...data,
      },
      select: { id: true },
    }),
  );
  return { endpointId, secret };
}

const emit = (key: string = randomUUID()) =>
  inTenant(() =>
    inTransaction(ctx.db, (tx) =>
      emitEvent(tx, ctx, {
        eventType: 'user.registered',
        payload: { userId: randomUUID() },
        idempotencyKey: key,
      }),
    ),
  );

const readDeliveries = () =>
  inTenant(() =>
    ctx.db.webhookDelivery.findMany({
      orderBy: { createdAt: 'asc' },
      include: { attemptLog: { orderBy: { attemptNumber: 'asc' } } },
    }),
  );
const readEndpoint = (id: string) =>
  inTenant(() => ctx.db.webhookEndpoint.findFirstOrThrow({ where: { id } }));

/** What an endpoint is asked, and what it answers. */
function receiver(answers: (request: OutgoingRequest) => number | Error = () => 204) {
  const requests: OutgoingRequest[] = [];
  const send: SendOutgoing = (request) => {
    requests.push(request);
    const answer = answers(request);
    return typeof answer === 'number'
      ? Promise.resolve({ status: answer, retryAfter: null, body: `said ${answer}` })
      : Promise.reject(answer);
  };
  return { requests, send };
}

describe('a delivery', () => {
  test('arrives over HTTP, signed, and is marked with what came back', async () => {
    const seen: { headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ headers: request.headers, body });
        response.writeHead(200).end('thank you');
      });
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => void server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { endpointId, secret } = await addEndpoint({ url: `http://127.0.0.1:${port}/in` });
    await emit();
    const send = createSendOutgoing({
      isHttpAllowed: true,
      allowedPrivateHosts: new Set(['127.0.0.1']),
    });
    await drain(setup.deliverer({ send }));

    const [delivery] = await readDeliveries();
    expect(delivery).toMatchObject({
      status: 'DELIVERED',
      attempts: 1,
      responseStatus: 200,
      lockedBy: null,
      attemptLog: [{ attemptNumber: 1, responseStatus: 200, responseBody: 'thank you' }],
    });
    expect(seen).toHaveLength(1);
    const { headers, body } = seen[0]!;
    expect(headers['webhook-id']).toBe(delivery!.eventId);
    expect(JSON.parse(body)).toEqual({
      type: 'user.registered',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/u),
      data: { userId: expect.any(String) },
    });
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const content = `${delivery!.eventId}.${String(headers['webhook-timestamp'])}.${body}`;
    const wanted = createHmac('sha256', key).update(content).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${wanted}`);
    expect(await readEndpoint(endpointId)).toMatchObject({
      failingSince: null,
      lastDeliveredAt: expect.any(Date),
    });
  });

  test('is signed with both secrets while one replaces the other, and no longer', async () => {
    const { endpointId } = await addEndpoint();
    const owner = { tenantId: ctx.tenant.id, endpointId };
    const { requests, send } = receiver();
    for (const untilMs of [60_000, -1_000]) {
      await inTenant(() =>
        ctx.db.webhookEndpoint.updateMany({
          data: {
            previousSecretCiphertext: sealSecret(ctx.keyring, owner, newWebhookSecret()),
            previousSecretExpiresAt: new Date(Date.now() + untilMs),
          },
        }),
      );
      await emit();
      await drain(setup.deliverer({ send }));
    }
    const signatures = requests.map(({ headers }) => headers['webhook-signature']!.split(' '));
    expect(signatures.map((parts) => parts.length)).toEqual([2, 1]);
  });

  test('that fails is tried again later under the same id with the same body, ten times, then given up', async () => {
    const { endpointId } = await addEndpoint();
    await emit();
    const { requests, send } = receiver(() => 500);
    const step = setup.deliverer({ send });
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await step(going);
      const [row] = await readDeliveries();
      expect(row).toMatchObject({
        status: attempt === 10 ? 'DEAD' : 'PENDING',
        attempts: attempt,
        error: 'The endpoint answered 500',
      });
      if (attempt < 10) expect(row!.availableAt.getTime()).toBeGreaterThan(Date.now() + 3_000);
      expect(await step(going)).toBe(false);
      await setup.endLeases();
    }
    await step(going);
    expect(requests).toHaveLength(10);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    const [row] = await readDeliveries();
    expect(row!.attemptLog.map(({ attemptNumber }) => attemptNumber)).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 1),
    );
    expect(await readEndpoint(endpointId)).toMatchObject({
      isEnabled: true,
      failingSince: expect.any(Date),
    });
  });

  test.each([
    [new OutgoingRefusal('PRIVATE_ADDRESS'), 'The host is not on the public internet'],
    [new OutgoingRefusal('NAME_UNKNOWN'), 'The host is not known'],
    [new OutgoingFailure('The connection was refused'), 'The connection was refused'],
    [new Error('token=abc'), 'The call failed'],
  ])('that cannot be made (%s) says why and is tried again', async (error, text_) => {
    await addEndpoint();
    await emit();
    await setup.deliverer({ send: receiver(() => error).send })(going);
    const [row] = await readDeliveries();
    expect(row).toMatchObject({
      status: 'PENDING',
      responseStatus: null,
      error: text_,
      attemptLog: [{ error: text_, responseStatus: null, responseBody: null }],
    });
  });

  test('that is sent elsewhere counts as failed', async () => {
    await addEndpoint();
    await emit();
    await setup.deliverer({ send: receiver(() => 307).send })(going);
    const [row] = await readDeliveries();
    expect(row).toMatchObject({
      status: 'PENDING',
      error: 'The endpoint answered 307; redirects are not followed',
    });
  });

  test('keeps the beginning of the answer, fit for the table', async () => {
    await addEndpoint();
    await emit();
    const body = `a\u0000${'🦊'.repeat(5_000)}`;
    const send: SendOutgoing = () => Promise.resolve({ status: 200, retryAfter: null, body });
    await setup.deliverer({ send })(going);
    const [row] = await readDeliveries();
    const kept = row!.attemptLog[0]!.responseBody!;
    expect(kept.length).toBeLessThanOrEqual(2_000);
    expect(kept).toMatch(/^a\ufffd🦊/u);
    expect(kept.isWellFormed()).toBe(true);
  });

  test('whose endpoint was switched off meanwhile is cancelled and calls nobody', async () => {
    await addEndpoint();
    await emit();
    await inTenant(() => ctx.db.webhookEndpoint.updateMany({ data: { isEnabled: false } }));
    const { requests, send } = receiver();
    await drain(setup.deliverer({ send }));
    expect(await readDeliveries()).toMatchObject([{ status: 'CANCELLED', attempts: 0 }]);
    expect(requests).toEqual([]);
  });

  test('whose secret cannot be opened is given up without a call', async () => {
    await addEndpoint();
    await emit();
    await inTenant(() =>
      ctx.db.webhookEndpoint.updateMany({ data: { secretCiphertext: new Uint8Array([1, 2]) } }),
    );
    const { requests, send } = receiver();
    await drain(setup.deliverer({ send }));
    expect(await readDeliveries()).toMatchObject([{ status: 'DEAD' }]);
    expect(requests).toEqual([]);
  });
});

describe('an endpoint', () => {
  async function withOwner(): Promise<{ organizationId: string; memberId: string }> {
    return inTenant(async () => {
      const { id: organizationId } = await ctx.db.organization.create({
        data: { name: 'Kwartz', slug: `kwartz-${randomUUID().slice(0, 6)}` },
        select: { id: true },
      });
      const ids: string[] = [];
      for (const role of ['OWNER', 'MEMBER'] as const) {
        const { id: userId } = await ctx.db.user.create({
          data: {
            email: `${randomUUID()}@people.test`,
            firstName: 'A',
            lastName: 'B',
            status: 'ACTIVE',
            locale: 'fr',
          },
          select: { id: true },
        });
        await ctx.db.membership.create({
          data: { organizationId, userId, role },
          select: { id: true },
        });
        ids.push(userId);
      }
      return { organizationId, memberId: ids[1]! };
    });
  }

  test('that answers 410 is switched off at once, and its owners are told', async () => {
    const { organizationId, memberId } = await withOwner();
    const { endpointId } = await addEndpoint({ organizationId });
    await inTenant(() =>
      ctx.db.webhookEndpoint.updateMany({ data: { eventTypes: ['organization.memberAdded'] } }),
    );
    await inTenant(() =>
      inTransaction(ctx.db, (tx) =>
        emitEvent(tx, ctx, {
          eventType: 'organization.memberAdded',
          payload: { organizationId, userId: memberId, role: 'MEMBER' },
          organizationId,
          idempotencyKey: 'one',
        }),
      ),
    );
    await drain(setup.deliverer({ send: receiver(() => 410).send }));
    expect(await readEndpoint(endpointId)).toMatchObject({
      isEnabled: false,
      disabledReason: 'The receiver answered 410 Gone',
      version: 1,
    });
    expect(await readDeliveries()).toMatchObject([{ status: 'DEAD', responseStatus: 410 }]);
    await inTenant(async () => {
      const notices = await ctx.db.notification.findMany();
      expect(notices).toMatchObject([
        {
          kind: 'webhook.disabled',
          severity: 'WARNING',
          parameters: { url: 'https://hooks.example', organization: 'Kwartz' },
        },
      ]);
      expect(notices[0]!.userId).not.toBe(memberId);
      const messages = await ctx.db.outboundMessage.findMany();
      expect(messages).toMatchObject([{ template: 'webhookDisabled', locale: 'fr' }]);
      const [audit] = await ctx.db.auditLog.findMany();
      expect(audit).toMatchObject({
        action: 'webhook.disable',
        entityId: endpointId,
        organizationId,
        actorName: 'webhooks',
      });
      expect(JSON.stringify([audit!.changes, audit!.reason, notices])).not.toContain('t0p');
    });
  });

  test('that has failed for five days is switched off; a day less leaves it on, a success starts anew', async () => {
    const { endpointId } = await addEndpoint();
    const { id: adminId } = await inTenant(() =>
      ctx.db.user.create({
        data: {
          email: 'admin@tenant.test',
          firstName: 'A',
          lastName: 'B',
          role: 'ADMIN',
          status: 'ACTIVE',
        },
        select: { id: true },
      }),
    );
    const failFor = async (days: number) => {
      await inTenant(() =>
        ctx.db.webhookEndpoint.updateMany({
          where: { failingSince: { not: null } },
          data: { failingSince: new Date(Date.now() - days * day - 1_000) },
        }),
      );
      await emit();
      await setup.deliverer({ send: receiver(() => 503).send })(going);
      return readEndpoint(endpointId);
    };
    expect(await failFor(0)).toMatchObject({ isEnabled: true, failingSince: expect.any(Date) });
    expect(await failFor(4)).toMatchObject({ isEnabled: true });
    await emit();
    await setup.deliverer({ send: receiver(() => 200).send })(going);
    expect(await readEndpoint(endpointId)).toMatchObject({ failingSince: null });
    expect(await failFor(9)).toMatchObject({ isEnabled: true, failingSince: expect.any(Date) });
    expect(await failFor(5)).toMatchObject({
      isEnabled: false,
      disabledReason: 'Every call failed for 5 days',
    });
    const told = await inTenant(() => ctx.db.notification.findMany());
    expect(told).toMatchObject([{ userId: adminId, parameters: { organization: null } }]);
    expect(await inTenant(() => ctx.db.outboundMessage.count())).toBe(1);
  });
});

describe('a worker', () => {
  test('that wakes late touches nothing', async () => {
    await addEndpoint();
    await emit();
    const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const reach = (point: FaultPoint) => {
      if (point !== 'webhooks.sent') return;
      asleep.resolve();
      return awake.promise;
    };
    const { requests, send } = receiver();
    const late = setup.deliverer({ send: receiver(() => 500).send, faults: { reach } })(going);
    await asleep.promise;
    await setup.endLeases();
    await drain(setup.deliverer({ send }));
    const settled = await readDeliveries();
    expect(settled).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
    awake.resolve();
    await late;
    expect(await readDeliveries()).toEqual(settled);
    expect(requests).toHaveLength(1);
  });

  test('gives back what it has no time left for', async () => {
    await addEndpoint();
    await emit();
    const { requests, send } = receiver();
    await setup.deliverer({ send })(AbortSignal.abort());
    expect(await readDeliveries()).toMatchObject([{ status: 'PENDING', attempts: 0 }]);
    expect(requests).toEqual([]);
  });

  test('beside fifteen others delivers each event once', async () => {
    await addEndpoint();
    for (let index = 0; index < 30; index += 1) await emit(`many-${index}`);
    const { requests, send } = receiver();
    const limits = { batch: 4, concurrency: 4, leaseSeconds: 120, timeoutMs: 15_000 };
    const workers = Array.from({ length: 16 }, () => setup.deliverer({ send, limits }));
    await Promise.all(workers.map((step) => drain(step)));
    expect(requests).toHaveLength(30);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
  });
});
