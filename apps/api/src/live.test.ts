import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import type { NotificationSignal } from '@freehold/core-contracts/notifications';
import { inTransaction, withTenant } from '@freehold/core-db';
import { createLogger, serve, type RunningServer } from '@freehold/core-observability';
import { createCache } from '@freehold/core-services/cache/cache';
import type { ServiceTenant } from '@freehold/core-services/context';
import { notify } from '@freehold/core-services/notifications/notify';
import { eventStreamClass } from '@freehold/core-trpc/event-stream';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import { createRequestContext } from '@freehold/core-trpc/handler';
import { transformer } from '@freehold/core-trpc/transformer';
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ApiRouter } from './router.ts';
import { createTestApi, type TestApi } from './testing/api.ts';

let api: TestApi;
let home: ServiceTenant;
let server: RunningServer;

beforeAll(async () => {
  api = await createTestApi({ cache: createCache() });
  home = await api.makeTenant('home-net');
  server = await serve({
    app: api.app,
    port: 0,
    portVariable: 'PORT',
    logger: createLogger({ service: 'api', level: 'silent' }),
    ownsProcess: false,
  });
});
afterAll(async () => {
  await server.stop();
  await api.close();
});

const origin = 'http://localhost:3000';
function headersOf(cookie: string | null): Record<string, string> {
  return {
    origin,
    [requestHeader]: '1',
    [audienceHeader]: 'CONSOLE',
    [tenantHeader]: home.slug,
    ...(cookie === null ? {} : { cookie }),
  };
}

/** Watches as a browser does: over the network, with the class that the pages connect with. */
function watch(cookie: string | null) {
  const EventSource = eventStreamClass({ headers: () => headersOf(cookie) });
  const link = httpSubscriptionLink<ApiRouter, typeof EventSource>({
    url: `http://127.0.0.1:${server.port}/trpc`,
    transformer,
    EventSource,
  });
  const signals: NotificationSignal[] = [];
  const ends: unknown[] = [];
  const subscription = createTRPCClient<ApiRouter>({ links: [link] }).notifications.watch.subscribe(
    undefined,
    {
      onData: (signal) => void signals.push(signal),
      onComplete: () => void ends.push('complete'),
      onError: (error) => void ends.push(error.data?.error.code),
    },
  );
  return { signals, ends, stop: () => subscription.unsubscribe() };
}

async function staff(role: 'ADMIN' | 'REVIEWER' | 'AUDITOR') {
  const cookie = await api.signInStaff(home, role);
  const { id } = await withTenant(home.id, () =>
    api.database.client.user.findFirstOrThrow({ where: { role }, select: { id: true } }),
  );
  return { cookie, userId: id };
}

async function tell(userId: string): Promise<void> {
  const request = createRequestContext(
    api.platform,
    new Request('http://localhost/'),
    { id: 'test', ip: null },
    new Headers(),
  );
  const ctx = toServiceContext(request, home, { kind: 'SYSTEM', name: 'test' });
  const idempotencyKey = crypto.randomUUID();
  await withTenant(home.id, () =>
    inTransaction(ctx.db, (tx) =>
      notify(tx, ctx, { userId, kind: 'password.changed', parameters: {}, idempotencyKey }),
    ),
  );
}

const soon = { timeout: 10_000, interval: 20 };

test('a notification arrives while the page looks on, and the stream ends with the session', async () => {
  const { cookie, userId } = await staff('ADMIN');
  const { signals, ends } = watch(cookie);
  await vi.waitFor(() => expect(signals).toHaveLength(1), soon);
  const before = signals[0]?.unreadCount ?? 0;
  await tell(userId);
  await vi.waitFor(
    () =>
      expect(signals.at(-1)).toMatchObject({
        unreadCount: before + 1,
        newest: { kind: 'password.changed' },
      }),
    soon,
  );
  expect(api.platform.live.streams).toBe(1);
  await api.call('session.signOut', undefined, { tenant: home.slug, cookie });
  await vi.waitFor(() => expect(ends).toEqual(['complete']), soon);
  expect(api.platform.live.streams).toBe(0);
});

test('a page that is closed leaves its place', async () => {
  const { cookie } = await staff('REVIEWER');
  const { signals, stop } = watch(cookie);
  await vi.waitFor(() => expect(signals).toHaveLength(1), soon);
  stop();
  await vi.waitFor(() => expect(api.platform.live.streams).toBe(0), soon);
});

test('nobody watches without a session', async () => {
  const { signals, ends, stop } = watch(null);
  await vi.waitFor(() => expect(ends).toEqual(['session.required']), soon);
  expect(signals).toEqual([]);
  stop();
});

test('a page of another site opens no stream, nor does one without our header', async () => {
  const { cookie } = await staff('AUDITOR');
  const open = (changes: Record<string, string>) =>
    fetch(`http://127.0.0.1:${server.port}/trpc/notifications.watch`, {
      headers: { ...headersOf(cookie), accept: 'text/event-stream', ...changes },
    });
  const refused: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { 'sec-fetch-site': 'cross-site' },
    { [requestHeader]: '0' },
  ];
  for (const changes of refused) {
    const response = await open(changes);
    expect(response.status).toBe(403);
    await response.body?.cancel();
  }
  expect(api.platform.live.streams).toBe(0);
});
