import pg from 'pg';

export type ListenOptions = {
  /** A connection string that reaches the server itself: a pooler in transaction mode cannot listen. */
  url: string;
  channels: readonly string[];
  onNotify: (channel: string, text: string) => void;
  /** Told when the channels are open, at first and after every loss: what came before was missed. */
  onListening?: () => void;
  /** Told of every lost or refused connection; a new one is tried after a delay. */
  onError?: (error: Error) => void;
};

export type Listener = { close(): Promise<void> };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;

/**
 * Listens on channels over a connection of its own, and connects again when it is lost. What was
 * sent meanwhile is not repeated: whoever listens polls as well.
 */
export function listen(options: ListenOptions): Listener {
  const state: {
    client: pg.Client | undefined;
    timer: NodeJS.Timeout | undefined;
    isClosed: boolean;
  } = {
    client: undefined,
    timer: undefined,
    isClosed: false,
  };
  let delayMs = FIRST_DELAY_MS;

  const lose = (client: pg.Client, error: Error) => {
    if (state.isClosed || state.client !== client) return;
    state.client = undefined;
    client.end().catch(() => {});
    options.onError?.(error);
    state.timer = setTimeout(connect, delayMs);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  };

  const connect = () => {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: 'freehold-listen',
      connectionTimeoutMillis: LONGEST_DELAY_MS,
      keepAlive: true,
    });
    state.client = client;
    client.on('error', (error) => lose(client, error));
    client.on('end', () => lose(client, new Error('the listening connection ended')));
    client.on('notification', ({ channel, payload }) => options.onNotify(channel, payload ?? ''));
    openChannels(client, options.channels).then(
      () => {
        delayMs = FIRST_DELAY_MS;
        if (state.client === client && !state.isClosed) options.onListening?.();
      },
      (error: Error) => lose(client, error),
    );
  };

  connect();
  return {
    async close() {
      state.isClosed = true;
      clearTimeout(state.timer);
      await state.client?.end().catch(() => {});
    },
  };
}

async function openChannels(client: pg.Client, channels: readonly string[]): Promise<void> {
  await client.connect();
  for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
}
