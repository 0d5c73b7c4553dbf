/*
 * An event stream read with `fetch`. The browser's own EventSource sends no headers, and a stream
 * that opens without them would have to be let past the guard that keeps foreign pages out.
 */
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
const longestLine = 1_000_000;

export interface EventStreamOptions {
  readonly headers: () => Record<string, string>;
  /** For tests. */
  readonly fetch?: typeof fetch;
}

interface StreamEvent {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

type Listener = (event: StreamEvent) => void;

interface Page {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

// Servers type-check this file too, and have no page.
const findPage = (): Page | undefined => (globalThis as { readonly document?: Page }).document;

/**
 * Connects anew after a break, at growing intervals of at most a minute, and rests while the page is
 * hidden: an unseen tab holds no connection, of which a browser gives a site six. Refused for want
 * of a session it ends.
 */
class EventStream {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState: number = 0;
  readonly #url: string;
  readonly #options: EventStreamOptions;
  readonly #listeners = new Map<string, Set<Listener>>();
  #connection: AbortController | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(url: string, options: EventStreamOptions) {
    this.#url = url;
    this.#options = options;
    findPage()?.addEventListener('visibilitychange', this.#onVisibility);
    this.#onVisibility();
  }

  addEventListener(type: string, listener: Listener): void {
    const known = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, known.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  close(): void {
    findPage()?.removeEventListener('visibilitychange', this.#onVisibility);
    this.readyState = this.CLOSED;
    this.#rest();
  }

  readonly #onVisibility = (): void => {
    if (this.readyState === this.CLOSED) return;
    if (findPage()?.hidden === true) this.#rest();
    else if (this.#connection === null) void this.#connect();
  };

  #rest(): void {
    clearTimeout(this.#retry);
    this.#connection?.abort();
    this.#connection = null;
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#retry);
    const connection = new AbortController();
    this.#connection = connection;
    const { headers, fetch: fetchIt = fetch } = this.#options;
    try {
      const response = await fetchIt(this.#url, {
        headers: { ...headers(), accept: 'text/event-stream' },
        cache: 'no-store',
        signal: connection.signal,
      });
      if (!response.ok || response.body === null) {
        this.#fail(connection, response.status === 401 || response.status === 403);
        return;
      }
      this.readyState = this.OPEN;
      await readEvents(response.body, (event) => {
        this.#failures = 0;
        this.#dispatch(event);
      });
    } catch {
      // Broken off, by the network or by ourselves: the latter is told apart below.
    }
    this.#fail(connection, false);
  }

  #fail(connection: AbortController, isFinal: boolean): void {
    if (this.#connection !== connection || this.readyState === this.CLOSED) return;
    this.#connection = null;
    this.readyState = isFinal ? this.CLOSED : this.CONNECTING;
    const limitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#dispatch({ type: 'error', data: '', lastEventId: '' });
    if (isFinal) this.close();
    else this.#retry = setTimeout(this.#onVisibility, limitMs * (0.5 + Math.random() / 2));
  }

  #dispatch(event: StreamEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event);
  }
}

/** Makes the class that tRPC's subscriptions connect with. */
export function eventStreamClass(options: EventStreamOptions) {
  return class extends EventStream {
    constructor(url: string) {
      super(url, options);
    }
  };
}

const nothing: StreamEvent = { type: 'message', data: '', lastEventId: '' };

/** Reads a body as the HTML standard says (section 9.2.6), until it ends. Throws past a million characters without a line's end. */
async function readEvents(body: ReadableStream<Uint8Array>, take: Listener): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let event = nothing;
  for (;;) {
    const part = await reader.read();
    if (part.done) return;
    text += decoder.decode(part.value, { stream: true });
    const lines = text.split(/\r\n|\n|\r/u);
    text = lines.pop() ?? '';
    if (text.length > longestLine) throw new Error('A line of the stream is too long');
    for (const line of lines) {
      if (line !== '') event = withLine(event, line);
      else {
        if (event.type !== 'message' || event.data !== '') take(event);
        event = { ...nothing, lastEventId: event.lastEventId };
      }
    }
  }
}

function withLine(event: StreamEvent, line: string): StreamEvent {
  const at = line.indexOf(':');
  const name = at === -1 ? line : line.slice(0, at);
  const value = at === -1 ? '' : line.slice(at + 1).replace(/^ /u, '');
  if (name === 'event') return { ...event, type: value };
  if (name === 'id') return { ...event, lastEventId: value };
  if (name !== 'data') return event;
  return { ...event, data: event.data === '' ? value : `${event.data}\n${value}` };
}
