import type { PublishedEvent } from '@freehold/core-services/ledger/publish-events';
import {
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
} from '@nats-io/jetstream';
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';

export interface NatsSinkOptions {
  /** nats:// or tls://, with user and password where the server asks for them. */
  readonly url: string;
  /** Stream that keeps the events; made where it is missing. */
  readonly stream: string;
  /** First word of every subject. */
  readonly root: string;
}

export interface NatsSink {
  /** Resolves once the stream keeps all of them. Throws where the server does not answer; sending again is safe. */
  readonly send: (events: readonly PublishedEvent[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const timeoutMs = 5_000;
/** How long the server remembers ids: longer than a worker needs to come back and send again. */
const duplicateWindowMs = 10 * 60_000;

/** Where an event of a tenant is published: `<root>.<tenant>.<event>`. */
export function subjectOf(
  root: string,
  { tenant, name }: Pick<PublishedEvent, 'tenant' | 'name'>,
): string {
  // A name that a subject cannot hold is one that nobody knows; it is published under that.
  return `${root}.${tenant}.${/^[A-Za-z0-9_-]{1,80}$/u.test(name) ? name : 'unreadable'}`;
}

/** Publishes to a JetStream stream over one connection, made with the first event and again when it breaks. */
export function createNatsSink(options: NatsSinkOptions): NatsSink {
  let opening: Promise<{ connection: NatsConnection; client: JetStreamClient }> | undefined;
  const open = () => {
    opening ??= openStream(options).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    async send(events) {
      const { client } = await open();
      // Sent in order and acknowledged together: the server keeps what one connection sends in its order.
      await Promise.all(
        events.map((event) =>
          client.publish(subjectOf(options.root, event), JSON.stringify(event), {
            msgID: `${event.tenant}:${event.id}`,
            timeout: timeoutMs,
          }),
        ),
      );
    },
    async close() {
      const opened = await opening?.catch(() => undefined);
      await opened?.connection.drain();
    },
  };
}

async function openStream({ url, stream, root }: NatsSinkOptions) {
  const { username, password, host, protocol } = new URL(url);
  const connection = await connect({
    servers: host,
    ...(username === ''
      ? {}
      : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(protocol === 'tls:' ? { tls: {} } : {}),
    name: 'freehold-worker',
    timeout: timeoutMs,
    maxReconnectAttempts: -1,
  });
  try {
    await ensureStream(connection, stream, root);
    return { connection, client: jetstream(connection, { timeout: timeoutMs }) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** A stream that somebody has made is left as they made it. */
async function ensureStream(
  connection: NatsConnection,
  stream: string,
  root: string,
): Promise<void> {
  const manager = await jetstreamManager(connection, { timeout: timeoutMs });
  const isKnown = await manager.streams.info(stream).then(
    () => true,
    () => false,
  );
  if (isKnown) return;
  await manager.streams.add({
    name: stream,
    subjects: [`${root}.>`],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    duplicate_window: nanos(duplicateWindowMs),
  });
}
