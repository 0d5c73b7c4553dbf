import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { publisherName, type PublishedEvent } from '@freehold/core-services/ledger/publish-events';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noFaults } from '../faults.ts';
import { createChannelsUnpublished } from '../projector/channels-behind.ts';
import { approvePerson, drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { createNatsSink, subjectOf, type NatsSink } from './nats-sink.ts';
import { createPublisher, type PublisherOptions } from './publisher.ts';

const url = process.env['NATS_TEST_URL'] ?? 'nats://127.0.0.1:4222';
const going = new AbortController().signal;

let setup: WorkerTest;
let ctx: ServiceContext;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());
beforeEach(async () => {
  ctx = setup.contextOf(await setup.makeTenant());
});

const inTenant = <T>(work: () => Promise<T>) => withTenant(ctx.tenant.id, work);
const own = (events: readonly PublishedEvent[]) =>
  events.filter(({ tenant }) => tenant === ctx.tenant.slug);

function publisher(send: PublisherOptions['send'], more: Partial<PublisherOptions> = {}) {
  return createPublisher({
    contexts: setup.contexts,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    faults: noFaults,
    channelsUnpublished: createChannelsUnpublished(setup.privileged, {
      publisherName,
      firstProjection: projections[0]!.name,
    }),
    send,
    batch: 2,
    ...more,
  });
}

/** People whom the ledger has confirmed and every projection has seen. */
async function confirmPeople(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await approvePerson(ctx)).userId);
  await drain(setup.submitter());
  for (const projection of projections) await drain(setup.projector({ projection }));
  return ids;
}

const userOf = ({ payload }: PublishedEvent) => (payload as { userId: string }).userId;

describe('events', () => {
  test('are sent in the order of the ledger, each once', async () => {
    const people = await confirmPeople(5);
    const sent: PublishedEvent[] = [];
    const step = publisher(async (events) => void sent.push(...own(events)));
    await drain(step);
    expect(new Set(sent.map(userOf))).toEqual(new Set(people));
    const places = sent.map(({ blockNumber, eventIndex }) => [Number(blockNumber), eventIndex]);
    expect(places).toEqual(places.toSorted(([a, b], [c, d]) => a! - c! || b! - d!));
    expect(sent[0]).toMatchObject({ tenant: ctx.tenant.slug, name: 'UserCreated', version: 1 });
    await drain(step);
    expect(sent).toHaveLength(5);
  });

  test('wait for the projection that is furthest behind', async () => {
    await approvePerson(ctx);
    await drain(setup.submitter());
    const sent: PublishedEvent[] = [];
    const step = publisher(async (events) => void sent.push(...own(events)));
    for (const projection of projections.slice(0, -1)) await drain(setup.projector({ projection }));
    await drain(step);
    expect(sent).toEqual([]);
    await drain(setup.projector({ projection: projections.at(-1)! }));
    await drain(step);
    expect(sent).toHaveLength(1);
  });

  test('that the broker did not take are sent again under the same ids', async () => {
    await confirmPeople(1);
    const tries: string[][] = [];
    const send = async (events: readonly PublishedEvent[]) => {
      tries.push(own(events).map(({ id }) => id));
      if (tries.length === 1) throw new Error('the broker is away');
    };
    await expect(publisher(send)(going)).rejects.toThrow('the broker is away');
    await drain(publisher(send));
    expect(tries).toHaveLength(2);
    expect(tries[1]).toEqual(tries[0]);
  });

  test('of one tenant do not wait for another one that cannot be sent', async () => {
    await confirmPeople(1);
    const blocked = ctx.tenant.slug;
    ctx = setup.contextOf(await setup.makeTenant());
    await confirmPeople(1);
    const sent: PublishedEvent[] = [];
    const send = async (events: readonly PublishedEvent[]) => {
      if (events.some(({ tenant }) => tenant === blocked)) throw new Error('no');
      sent.push(...own(events));
    };
    await publisher(send)(going).catch(() => undefined);
    expect(sent).toHaveLength(1);
    await drain(publisher(async () => undefined));
  });
});

test('a name that a subject cannot hold is published under one that can', () => {
  expect(subjectOf('freehold', { tenant: 'mainnet', name: 'WalletFrozen' })).toBe(
    'freehold.mainnet.WalletFrozen',
  );
  expect(subjectOf('freehold', { tenant: 'mainnet', name: 'a.>' })).toBe(
    'freehold.mainnet.unreadable',
  );
});

const isThere = await answers(url);
if (!isThere) console.warn(`SKIPPED: no NATS server answers at ${url}; set NATS_TEST_URL`);

describe.skipIf(!isThere)('over JetStream', () => {
  const stream = `freehold-test-${randomUUID()}`;
  const root = `t${randomUUID().replaceAll('-', '')}`;
  let sink: NatsSink;
  beforeAll(() => {
    sink = createNatsSink({ url, stream, root });
  });
  afterAll(async () => {
    await sink.close();
    await withServer((manager) => manager.streams.delete(stream));
  });

  async function withServer<T>(
    work: (manager: Awaited<ReturnType<typeof jetstreamManager>>) => Promise<T>,
  ): Promise<T> {
    const connection = await connect({ servers: new URL(url).host });
    try {
      return await work(await jetstreamManager(connection));
    } finally {
      await connection.close();
    }
  }

  async function readAll(): Promise<{ subject: string; event: PublishedEvent }[]> {
    const connection = await connect({ servers: new URL(url).host });
    try {
      const consumer = await jetstream(connection).consumers.get(stream, {
        filter_subjects: `${root}.${ctx.tenant.slug}.>`,
      });
      const messages = await consumer.fetch({ max_messages: 100, expires: 1_000 });
      const found: { subject: string; event: PublishedEvent }[] = [];
      for await (const message of messages) {
        found.push({ subject: message.subject, event: message.json<PublishedEvent>() });
      }
      return found;
    } finally {
      await connection.close();
    }
  }

  test('a stream is made, and keeps every event under its tenant', async () => {
    const people = await confirmPeople(3);
    await drain(publisher(sink.send));
    const kept = await readAll();
    expect(kept.map(({ event }) => userOf(event)).toSorted()).toEqual(people.toSorted());
    expect(new Set(kept.map(({ subject }) => subject))).toEqual(
      new Set([`${root}.${ctx.tenant.slug}.UserCreated`]),
    );
  });

  test('what a worker that died had sent is kept once', async () => {
    await confirmPeople(2);
    let deaths = 0;
    const faults = {
      reach: (point: string) => {
        if (point === 'publisher.sent' && deaths++ === 0) throw new Error('killed');
      },
    };
    await expect(publisher(sink.send, { faults })(going)).rejects.toThrow('killed');
    await drain(publisher(sink.send));
    expect(await readAll()).toHaveLength(2);
  });

  test('two publishers at once keep each event once, in order', async () => {
    await confirmPeople(6);
    await Promise.all([drain(publisher(sink.send)), drain(publisher(sink.send))]);
    const kept = (await readAll()).map(
      ({ event }) => Number(event.blockNumber) * 1000 + event.eventIndex,
    );
    expect(kept).toHaveLength(6);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  });
});

test('a server that does not answer is an error, and nothing is counted as sent', async () => {
  await confirmPeople(1);
  const away = createNatsSink({ url: 'nats://127.0.0.1:1', stream: 's', root: 'r' });
  await expect(publisher(away.send)(going)).rejects.toThrow();
  await away.close();
  const state = await inTenant(() =>
    ctx.db.projectorState.findFirstOrThrow({ where: { projectorName: publisherName } }),
  );
  expect(state.lastBlock).toBe(-1n);
});

async function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  const socket = connectSocket({ host: hostname, port: Number(port || 4222) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
