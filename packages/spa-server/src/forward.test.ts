import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { clientAddress, parseTrustedProxies } from '@freehold/core-observability';
import { listenUpstream, readBody, startSpa } from './fixture.testing.ts';
import type { SpaOptions } from './index.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

async function start(listener: Listener, options: Partial<SpaOptions> = {}) {
  const upstream = await listenUpstream((request, response) => {
    void Promise.resolve(listener(request, response)).catch(() => response.destroy());
  });
  cleanups.push(upstream.close);
  const spa = await startSpa({ apiUrl: upstream.url, registrationUrl: upstream.url, ...options });
  cleanups.push(spa.remove);
  return spa;
}

const echo: Listener = async (request, response) => {
  const { method, url, headers } = request;
  const body = await readBody(request);
  response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Path=/']);
  response.end(JSON.stringify({ method, url, headers, body }));
};

describe('calls', () => {
  test('reach the api with path, query, body and cookies, and bring its cookies back', async () => {
    const spa = await start(echo);
    const answer = await fetch(`${spa.url}/trpc/user.approve?batch=1`, {
      method: 'POST',
      body: '{"id":"7"}',
      headers: { cookie: 's=1', 'content-type': 'application/json', origin: spa.url },
    });
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      url: '/trpc/user.approve?batch=1',
      body: '{"id":"7"}',
      headers: { cookie: 's=1', origin: spa.url, host: new URL(spa.url).host },
    });
  });

  test('of machines reach the api as well, and its answers keep their own headers', async () => {
    const spa = await start(echo);
    const answer = await fetch(`${spa.url}/v1/members?page=2`, {
      headers: { authorization: 'Bearer fhk_x' },
    });
    expect(await answer.json()).toMatchObject({ method: 'GET', url: '/v1/members?page=2' });
    expect(answer.headers.get('content-security-policy')).toBeNull();
    const page = await fetch(`${spa.url}/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('for files reach the api as well', async () => {
    const spa = await start(echo);
    const answer = await fetch(`${spa.url}/files/users.csv`, { method: 'POST', body: '{}' });
    expect(await answer.json()).toMatchObject({ method: 'POST', url: '/files/users.csv' });
  });

  test('reach the registration service without its prefix', async () => {
    const spa = await start(echo, { apiUrl: 'http://127.0.0.1:1' });
    const answer = await fetch(`${spa.url}/registration/trpc/start`);
    expect(await answer.json()).toMatchObject({ url: '/trpc/start' });
  });

  test('carry the address of the client and nothing it claims about itself', async () => {
    const spa = await start(echo);
    const claims = {
      'x-forwarded-for': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      'x-real-ip': '6.6.6.6',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-user': '6.6.6.6',
    };
    const answer = await fetch(`${spa.url}/trpc/x`, { headers: claims });
    const { headers } = (await answer.json()) as { headers: Record<string, string> };
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['x-forwarded-proto']).toBe('http');
    expect(headers['x-forwarded-host']).toBe(new URL(spa.url).host);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(headers)).not.toContain('6.6.6.6');
  });

  test('believe a trusted proxy', async () => {
    const spa = await start(echo, { trustedProxies: ['127.0.0.0/8'] });
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9', 'x-forwarded-proto': 'https' };
    const answer = await fetch(`${spa.url}/trpc/x`, { headers });
    expect(await answer.json()).toMatchObject({
      headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' },
    });
  });

  test('stream events as they come, and end upstream when the client leaves', async () => {
    const left = Promise.withResolvers<string>();
    const spa = await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: one\n\n');
      response.on('close', () => left.resolve('left'));
    });
    const client = new AbortController();
    const answer = await fetch(`${spa.url}/trpc/events`, { signal: client.signal });
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe('data: one\n\n');
    client.abort();
    expect(await left.promise).toBe('left');
  });

  test('end upstream when the client leaves before there is an answer', async () => {
    const entered = Promise.withResolvers<void>();
    const left = Promise.withResolvers<string>();
    const spa = await start((_request, response) => {
      response.on('close', () => left.resolve('left'));
      entered.resolve();
    });
    const client = new AbortController();
    const answer = fetch(`${spa.url}/trpc/slow`, { signal: client.signal });
    await entered.promise;
    client.abort();
    await expect(answer).rejects.toThrow();
    expect(await left.promise).toBe('left');
  });

  test('stream the request too: the upstream reads before the client has finished', async () => {
    const firstChunk = Promise.withResolvers<string>();
    const spa = await start(async (request, response) => {
      const [chunk] = (await once(request, 'data')) as [Buffer];
      firstChunk.resolve(chunk.toString());
      await readBody(request);
      response.end('ok');
    });
    const body = new TransformStream<Uint8Array, Uint8Array>();
    const writer = body.writable.getWriter();
    const init = { method: 'POST', body: body.readable, duplex: 'half' } as RequestInit;
    const pending = fetch(`${spa.url}/trpc/upload`, init);
    await writer.write(new TextEncoder().encode('first'));
    expect(await firstChunk.promise).toBe('first');
    await writer.close();
    expect(await (await pending).text()).toBe('ok');
  });
});

describe('refusals', () => {
  const errorOf = async (answer: Response) => {
    const body = (await answer.json()) as { error: { code: string } };
    return [answer.status, body.error.code];
  };

  test('an upstream that is down answers 503 and says when to try again', async () => {
    const spa = await start(echo, { apiUrl: 'http://127.0.0.1:1' });
    const answer = await fetch(`${spa.url}/trpc/x`);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await errorOf(answer)).toEqual([503, 'upstream.unavailable']);
  });

  test('an upstream that breaks off answers 502', async () => {
    const spa = await start((request) => {
      request.socket.destroy();
    });
    expect(await errorOf(await fetch(`${spa.url}/trpc/x`))).toEqual([502, 'upstream.broken']);
  });

  test('an upstream that is late answers 504', async () => {
    const spa = await start(() => {}, { upstreamTimeoutMs: 30 });
    expect(await errorOf(await fetch(`${spa.url}/trpc/x`))).toEqual([504, 'upstream.timeout']);
  });

  test.each([
    ['with its length', 'x'.repeat(1001)],
    ['in pieces', new Blob(['x'.repeat(600), 'y'.repeat(600)]).stream()],
  ])('an oversized body, sent %s, answers 413', async (_name, body) => {
    const spa = await start(echo, { maxBodyBytes: 1000 });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect(await errorOf(await fetch(`${spa.url}/trpc/x`, init))).toEqual([
      413,
      'request.too_large',
    ]);
  });
});

describe('the address of a client', () => {
  const trusted = parseTrustedProxies(['10.0.0.0/8', '::1']);

  test.each([
    ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::1', 'rubbish', '::1'],
    ['10.0.0.1', '203.0.113.9, rubbish', '10.0.0.1'],
  ])('%s naming %s is %s', (remoteAddress, forwardedFor, expected) => {
    expect(clientAddress({ remoteAddress, forwardedFor, trusted })).toBe(expected);
  });

  test('a proxy list that is not addresses is refused', () => {
    expect(() => parseTrustedProxies(['localhost'])).toThrow('Not an address');
  });
});
