import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { watchBackends, type Backend } from './backends.ts';
import { startBalancer } from './balancer.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

async function startBackend(
  name: string,
  answer: Answer = (_, response) => void response.end(name),
) {
  const seen: Seen[] = [];
  const state = { isReady: true };
  const server = createServer((request, response) => {
    if (request.url === '/readyz') return void response.writeHead(state.isReady ? 200 : 503).end();
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      answer(request, response, body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  closing.push(stop);
  return { name, origin: `http://127.0.0.1:${port}`, seen, state, stop, server, port };
}

async function startFront(backends: readonly Backend[], probeEveryMs = 20) {
  const changes: string[] = [];
  const watched = watchBackends({
    backends,
    probeEveryMs,
    onChange: ({ name }, isUp) => void changes.push(`${name} ${isUp ? 'up' : 'down'}`),
  });
  const balancer = await startBalancer({ port: 0, backends: watched });
  closing.push(() => balancer.close());
  return { url: `http://127.0.0.1:${balancer.port}`, changes, watched };
}

const until = (met: () => boolean) =>
  vi.waitFor(() => expect(met()).toBe(true), { timeout: 5_000, interval: 10 });
const codeOf = async (answer: Response) =>
  ((await answer.json()) as { error: { code: string } }).error.code;
const reading = { method: 'POST', headers: { 'x-freehold-repeatable': '1' }, body: 'read' };
const writing = { method: 'POST', body: 'write' };
const breakOff: Answer = (request) => void request.socket.destroy();

async function nobodyAt(): Promise<Backend> {
  const gone = await startBackend('gone');
  gone.stop();
  await once(gone.server, 'close');
  return gone;
}

test('requests go to each process in turn, whole, with the address they came from', async () => {
  const [one, two] = [await startBackend('one'), await startBackend('two')];
  const { url } = await startFront([one, two]);
  const answers: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    const answer = await fetch(`${url}/trpc/a?b=c%20d`, {
      method: 'POST',
      headers: { 'x-forwarded-for': '203.0.113.9', cookie: 'a=b', 'x-request-id': 'r1' },
      body: 'ä€🙂',
    });
    answers.push(await answer.text());
  }
  expect(answers.toSorted()).toEqual(['one', 'one', 'one', 'two', 'two', 'two']);
  expect(one.seen[0]).toMatchObject({
    method: 'POST',
    url: '/trpc/a?b=c%20d',
    body: 'ä€🙂',
    headers: { 'x-forwarded-for': '203.0.113.9, 127.0.0.1', cookie: 'a=b', 'x-request-id': 'r1' },
  });
});

test('status, headers and several cookies of an answer arrive as they were', async () => {
  const one = await startBackend('one', (_, response) => {
    response.writeHead(418, {
      'set-cookie': ['a=1', 'b=2'],
      'x-own': 'yes',
      connection: 'x-hop',
      'x-hop': '1',
    });
    response.end('{}');
  });
  const { url } = await startFront([one]);
  const answer = await fetch(url);
  expect(answer.status).toBe(418);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(answer.headers.get('x-own')).toBe('yes');
  expect(answer.headers.get('x-hop')).toBeNull();
});

describe('a process that is gone', () => {
  test.each([
    ['a request that only reads', reading],
    ['a request that writes', writing],
    ['a GET', {}],
  ])('costs %s nothing: it never got there', async (_, init) => {
    const [gone, one] = [await nobodyAt(), await startBackend('one')];
    const { url, watched } = await startFront([gone, one]);
    for (let count = 0; count < 4; count += 1) {
      expect(await (await fetch(url, init)).text()).toBe('one');
    }
    expect(one.seen).toHaveLength(4);
    expect(watched.isUp(gone)).toBe(false);
  });

  test('is taken out by the first request that does not reach it', async () => {
    const [dying, one] = [await startBackend('dying'), await startBackend('one')];
    const { url, changes, watched } = await startFront([dying, one], 60_000);
    for (let count = 0; count < 2; count += 1) await fetch(url);
    dying.stop();
    for (let count = 0; count < 2; count += 1) {
      expect(await (await fetch(url, writing)).text()).toBe('one');
    }
    expect([watched.isUp(dying), changes]).toEqual([false, ['dying down']]);
  });

  test('is given requests again once it answers for its health', async () => {
    const [one, two] = [await startBackend('one'), await startBackend('two')];
    const { url, changes } = await startFront([one, two]);
    two.state.isReady = false;
    await until(() => changes.includes('two down'));
    for (let count = 0; count < 4; count += 1) await fetch(url);
    expect(two.seen).toHaveLength(0);
    two.state.isReady = true;
    await until(() => changes.includes('two up'));
    for (let count = 0; count < 4; count += 1) await fetch(url);
    expect(two.seen).toHaveLength(2);
  });

  test('and is the only one answers 503 with Retry-After', async () => {
    const { url } = await startFront([await nobodyAt()]);
    const answer = await fetch(url, writing);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await codeOf(answer)).toBe('upstream.unavailable');
  });
});

test('where no process is ready the service itself says why', async () => {
  const one = await startBackend(
    'one',
    (_, response) => void response.writeHead(503).end('no database'),
  );
  one.state.isReady = false;
  const { url, changes } = await startFront([one]);
  await until(() => changes.includes('one down'));
  expect(await (await fetch(url)).text()).toBe('no database');
});

describe('a process that dies over a request', () => {
  test.each([
    ['that only reads', reading],
    ['by GET', {}],
    ['under an idempotency key', { ...writing, headers: { 'idempotency-key': 'k' } }],
  ])('%s has it sent to another', async (_, init) => {
    const [bad, good] = [await startBackend('bad', breakOff), await startBackend('good')];
    const { url } = await startFront([bad, good]);
    for (let count = 0; count < 4; count += 1) {
      expect(await (await fetch(url, init)).text()).toBe('good');
    }
    expect(bad.seen.length).toBeGreaterThan(0);
  });

  test('that writes answers 502, and no other process gets it: it may have been done', async () => {
    const [bad, good] = [await startBackend('bad', breakOff), await startBackend('good')];
    const { url } = await startFront([bad, good]);
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await fetch(url, writing)).status);
    expect(statuses.filter((status) => status === 502)).toHaveLength(bad.seen.length);
    expect(bad.seen.length + good.seen.length).toBe(4);
    expect(bad.seen.length).toBeGreaterThan(0);
  });

  test('in the middle of its answer breaks the answer off: nothing whole is made of a half', async () => {
    const bad = await startBackend('bad', (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    const { url } = await startFront([bad, await startBackend('good')]);
    for (let count = 0; count < 2; count += 1) {
      const whole = fetch(url).then((answer) => answer.text());
      const outcome = await whole.catch(() => 'broken');
      expect(['broken', 'good']).toContain(outcome);
    }
    expect(bad.seen).toHaveLength(1);
  });
});

test('a body of more than 1 MiB is refused', async () => {
  const one = await startBackend('one');
  const { url } = await startFront([one]);
  const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
  expect(answer.status).toBe(413);
  expect(one.seen).toEqual([]);
});

test('an event stream arrives as it is written, and ends at the process when its reader goes', async () => {
  const ended = Promise.withResolvers<void>();
  const one = await startBackend('one', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    response.once('close', () => ended.resolve());
  });
  const { url } = await startFront([one]);
  const leaving = new AbortController();
  const answer = await fetch(url, { signal: leaving.signal });
  const { value } = await answer.body!.getReader().read();
  expect(Buffer.from(value).toString()).toBe('data: 1\n\n');
  leaving.abort();
  await ended.promise;
});

test('a hundred at once over a process that dies lose nothing that may be repeated', async () => {
  const [dying, good] = [await startBackend('dying'), await startBackend('good')];
  const { url } = await startFront([dying, good]);
  let answered = 0;
  const requests = Array.from({ length: 100 }, async () => {
    const answer = await fetch(url, reading);
    answered += 1;
    if (answered === 20) dying.stop();
    return answer.status;
  });
  expect(new Set(await Promise.all(requests))).toEqual(new Set([200]));
});
