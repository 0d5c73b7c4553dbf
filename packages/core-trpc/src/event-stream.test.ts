import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventStreamClass } from './event-stream.ts';

interface Connection {
  readonly send: (text: string) => void;
  readonly end: () => void;
  readonly headers: Headers;
  readonly signal: AbortSignal;
}

let connections: Connection[];
let answer: () => Response | null;

beforeEach(() => {
  connections = [];
  answer = () => null;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const fetchIt: typeof fetch = async (_url, init) => {
  const given = answer();
  if (given !== null) return given;
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (c) => void (controller = c) });
  const signal = init!.signal!;
  signal.addEventListener('abort', () => controller?.error(new Error('aborted')));
  connections.push({
    send: (text) => controller?.enqueue(encoder.encode(text)),
    end: () => controller?.close(),
    headers: new Headers(init!.headers),
    signal,
  });
  return new Response(body);
};

async function open() {
  const EventSource = eventStreamClass({ headers: () => ({ 'x-own': '1' }), fetch: fetchIt });
  const stream = new EventSource('/trpc/notifications.watch');
  const heard: string[] = [];
  for (const type of ['message', 'ping', 'connected', 'error']) {
    stream.addEventListener(type, ({ data, lastEventId }) =>
      heard.push(`${type}:${data}${lastEventId === '' ? '' : `#${lastEventId}`}`),
    );
  }
  await settle();
  return { stream, heard };
}

async function settle(ms = 0) {
  await vi.advanceTimersByTimeAsync(ms);
}

test('sends our headers, and reads events however they are cut into pieces', async () => {
  const { stream, heard } = await open();
  expect(connections[0]?.headers.get('x-own')).toBe('1');
  expect(connections[0]?.headers.get('accept')).toBe('text/event-stream');
  expect(stream.readyState).toBe(stream.OPEN);
  for (const part of [
    'event: conn',
    'ected\nda',
    'ta: {}\n\n',
    'data: a\ndata: b\n\nid: 7\ndata:c\r\n\r\n',
    ': a comment\nevent: ping\ndata:\n\n',
  ])
    connections[0]?.send(part);
  await settle();
  expect(heard).toEqual(['connected:{}', 'message:a\nb', 'message:c#7', 'ping:#7']);
  stream.close();
});

test('connects anew after a break, at growing intervals', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { stream, heard } = await open();
  connections[0]?.end();
  await settle();
  expect(heard).toEqual(['error:']);
  expect(stream.readyState).toBe(stream.CONNECTING);
  answer = () => new Response(null, { status: 503 });
  await settle(999);
  expect(heard).toHaveLength(1);
  await settle(1);
  expect(heard).toHaveLength(2);
  await settle(1_999);
  expect(heard).toHaveLength(2);
  answer = () => null;
  await settle(1);
  expect(connections).toHaveLength(2);
  expect(stream.readyState).toBe(stream.OPEN);
  stream.close();
  expect(connections[1]?.signal.aborted).toBe(true);
  await settle(120_000);
  expect(connections).toHaveLength(2);
});

test.each([401, 403])('ends where it is refused with %i', async (status) => {
  answer = () => new Response(null, { status });
  const { stream, heard } = await open();
  expect(heard).toEqual(['error:']);
  expect(stream.readyState).toBe(stream.CLOSED);
  await settle(120_000);
  expect(heard).toEqual(['error:']);
});

test('rests while the page is hidden and comes back when it is looked at', async () => {
  const listeners = new Set<() => void>();
  const page = {
    hidden: false,
    addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
  };
  vi.stubGlobal('document', page);
  const { stream, heard } = await open();
  page.hidden = true;
  for (const listener of listeners) listener();
  await settle(120_000);
  expect(connections).toHaveLength(1);
  expect(connections[0]?.signal.aborted).toBe(true);
  expect(heard).toEqual([]);
  page.hidden = false;
  for (const listener of listeners) listener();
  await settle();
  expect(connections).toHaveLength(2);
  stream.close();
  expect(listeners.size).toBe(0);
});
