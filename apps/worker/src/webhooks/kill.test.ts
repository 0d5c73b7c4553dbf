import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inTransaction, withTenant } from '@freehold/core-db';
import { createSendOutgoing } from '@freehold/core-services/outgoing/guarded-request';
import { emitEvent } from '@freehold/core-services/webhooks/emit-event';
import { newWebhookSecret, sealSecret } from '@freehold/core-services/webhooks/signing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import { drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';

let setup: WorkerTest;
let server: Server;
let port: number;
const calls: string[] = [];
const children: ChildProcess[] = [];
beforeAll(async () => {
  setup = await openWorkerTest();
  server = createServer((request, response) => {
    calls.push(String(request.headers['webhook-id']));
    request.resume();
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await setup.closeAll();
});

function startChild(point: FaultPoint): ChildProcess {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  const env = {
    NODE_ENV: 'test',
    DATABASE_APP_URL: setup.urls.appUrl,
    DATABASE_PRIVILEGED_URL: setup.urls.privilegedUrl,
    ENCRYPTION_KEYS: `test:${key(7)}`,
    DIGEST_KEY: key(9),
    WEBHOOK_ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
  };
  const file = join(import.meta.dirname, '..', 'testing', 'crash-worker.ts');
  const plan = JSON.stringify({ env, point, deliveries: '/dev/null' });
  const child = spawn(process.execPath, [file, plan], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

test.each<FaultPoint>([
  'webhooks.claimed',
  'webhooks.sent',
  'webhooks.settling',
  'webhooks.settled',
])(
  'a worker killed at %s loses no delivery, and calls again under the same id only',
  async (point) => {
    const ctx = setup.contextOf(await setup.makeTenant());
    const inTenant = <T>(work: () => Promise<T>) => withTenant(ctx.tenant.id, work);
    const endpointId = randomUUID();
    const owner = { tenantId: ctx.tenant.id, endpointId };
    await inTenant(() =>
      inTransaction(ctx.db, async (tx) => {
        await tx.webhookEndpoint.create({
          data: {
            id: endpointId,
            url: `http://127.0.0.1:${port}/in`,
            eventTypes: ['user.registered'],
            secretCiphertext: sealSecret(ctx.keyring, owner, newWebhookSecret()),
          },
          select: { id: true },
        });
        await emitEvent(tx, ctx, {
          eventType: 'user.registered',
          payload: { userId: randomUUID() },
          idempotencyKey: 'one',
        });
      }),
    );
    calls.length = 0;
    const child = startChild(point);
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');

    await setup.endLeases();
    const send = createSendOutgoing({
      isHttpAllowed: true,
      allowedPrivateHosts: new Set(['127.0.0.1']),
    });
    await drain(setup.deliverer({ send }));

    const [delivery] = await inTenant(() =>
      ctx.db.webhookDelivery.findMany({ include: { attemptLog: true } }),
    );
    expect(delivery).toMatchObject({ status: 'DELIVERED', lockedBy: null });
    expect(delivery!.attemptLog).toHaveLength(1);
    const mayBeTwice = point === 'webhooks.sent' || point === 'webhooks.settling';
    expect(calls).toEqual(Array.from({ length: mayBeTwice ? 2 : 1 }, () => delivery!.eventId));
  },
  60_000,
);
