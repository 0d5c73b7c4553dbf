import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSendOutgoing, type OutgoingOptions } from './guarded-request.ts';
import { checkUrl } from './outgoing-rules.ts';
import { isPublicAddress } from './public-address.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
});

async function listen(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, host);
  await new Promise((resolve) => void server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

const production = { isHttpAllowed: false, isAnyHostAllowed: false };

describe('an address', () => {
  test.each(['8.8.8.8', '93.184.215.14', '2606:4700::6810:84e5', '2a00:1450:4007:80d::200e'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    ['this host', '0.0.0.0', '0.1.2.3', '::'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1'],
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['link-local and metadata', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254'],
    ['shared by providers', '100.64.0.1', '100.127.255.255'],
    ['multicast and broadcast', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
    ['reserved', '240.0.0.1', '192.0.0.1', '198.18.0.1', '4000::1', 'fec0::1', '100::1'],
    ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ['IPv4 inside IPv6', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '::8.8.8.8'],
    ['NAT64', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::7f00:1'],
    ['tunnels', '2002:7f00:1::', '2002:808:808::1', '2001:0:7f00:1::1', '192.88.99.1'],
    ['no address', '', 'localhost', '1.2.3', '8.8.8.8.8', '8.8.8.8 ', '[::1]'],
  ])('that is %s is not public', (_kind, ...addresses) => {
    expect(addresses.filter((address) => isPublicAddress(address))).toEqual([]);
  });

  test('of an IPv4 network that is not public is not public in IPv6 clothes either', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        for (const prefix of ['::ffff:', '::', '64:ff9b::', '2002:']) {
          expect(isPublicAddress(`${prefix}${dotted}`)).toBe(false);
        }
      }),
    );
  });
});

describe('the form of an address', () => {
  test.each([
    ['http://hooks.example/', 'NOT_HTTPS'],
    ['ftp://hooks.example/', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'NOT_HTTPS'],
    ['gopher://hooks.example/', 'NOT_HTTPS'],
    ['no address', 'MALFORMED'],
    ['https://', 'MALFORMED'],
    ['https://user:pass@hooks.example/', 'CREDENTIALS'],
    ['https://good.example@169.254.169.254/', 'CREDENTIALS'],
    ['https://hooks.example:22/', 'PORT'],
    ['https://hooks.example:6379/', 'PORT'],
    ['https://127.0.0.1/', 'PRIVATE_ADDRESS'],
    ['https://2130706433/', 'PRIVATE_ADDRESS'],
    ['https://017700000001/', 'PRIVATE_ADDRESS'],
    ['https://0x7f.0.0.1/', 'PRIVATE_ADDRESS'],
    ['https://0x7f000001/', 'PRIVATE_ADDRESS'],
    ['https://0177.0.0.01/', 'PRIVATE_ADDRESS'],
    ['https://127.1/', 'PRIVATE_ADDRESS'],
    ['https://１２７.０.０.１/', 'PRIVATE_ADDRESS'],
    ['https://127。0。0。1/', 'PRIVATE_ADDRESS'],
    ['https://127.0.0.1./', 'PRIVATE_ADDRESS'],
    ['https://[::1]/', 'PRIVATE_ADDRESS'],
    ['https://[::ffff:127.0.0.1]/', 'PRIVATE_ADDRESS'],
    ['https://[::ffff:7f00:1]/', 'PRIVATE_ADDRESS'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'PRIVATE_ADDRESS'],
    ['https://169.254.169.254/latest/meta-data', 'PRIVATE_ADDRESS'],
    ['https://localhost/', 'PRIVATE_ADDRESS'],
    ['https://LOCALHOST./', 'PRIVATE_ADDRESS'],
    ['https://a.localhost/', 'PRIVATE_ADDRESS'],
    ['https://metadata.google.internal/', 'PRIVATE_ADDRESS'],
    ['https://printer.local/', 'PRIVATE_ADDRESS'],
    ['https://postgres/', 'PRIVATE_ADDRESS'],
  ])('%s is refused as %s', (url, reason) => {
    expect(() => checkUrl(url, production)).toThrow(expect.objectContaining({ reason }));
  });

  test.each(['https://hooks.example/in?a=1', 'https://hooks.example:8443/', 'https://8.8.8.8/'])(
    '%s is taken',
    (url) => expect(checkUrl(url, production).protocol).toBe('https:'),
  );
});

function sender(options: Partial<OutgoingOptions> = {}) {
  return createSendOutgoing({
    isHttpAllowed: true,
    allowedPrivateHosts: new Set(),
    ...options,
  });
}
const request = (url: string) => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"a":"é"}',
  timeoutMs: 2_000,
  maxAnswerBytes: 1_000,
});
const local = new Set(['127.0.0.1', 'pinned.test']);
const answering = (...addresses: string[]) =>
  vi.fn(async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );

describe('a request', () => {
  test('carries its body and headers over and brings the answer back', async () => {
    const seen: unknown[] = [];
    const port = await listen((incoming, response) => {
      void text(incoming).then((body) => {
        seen.push({ method: incoming.method, type: incoming.headers['content-type'], body });
        response.writeHead(202, { 'retry-after': '7' }).end('thanks');
      });
    });
    const send = sender({ allowedPrivateHosts: local });
    const answer = await send(request(`http://127.0.0.1:${port}/in`));
    expect(answer).toEqual({ status: 202, retryAfter: '7', body: 'thanks' });
    expect(seen).toEqual([{ method: 'POST', type: 'application/json', body: '{"a":"é"}' }]);
  });

  test.each([['127.0.0.1'], ['93.184.215.14', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], []])(
    'to a name that stands for %s is not made',
    async (...addresses) => {
      const hit = vi.fn();
      const port = await listen((_, response) => {
        hit();
        response.end();
      });
      const send = sender({ resolve: answering(...addresses) });
      const reason = addresses.length === 0 ? 'NAME_UNKNOWN' : 'PRIVATE_ADDRESS';
      await expect(send(request(`http://hooks.example:${port}/`))).rejects.toMatchObject({
        name: 'OutgoingRefusal',
        reason,
      });
      expect(hit).not.toHaveBeenCalled();
    },
  );

  test('goes to the address that was checked, whatever the name stands for a moment later', async () => {
    const hits: string[] = [];
    const port = await listen((_, response) => {
      hits.push('checked');
      response.end();
    }, '127.0.0.1');
    const other = createServer((_, response) => {
      hits.push('other');
      response.end();
    });
    servers.push(other);
    other.listen(port, '127.0.0.2');
    await new Promise((resolve) => void other.once('listening', resolve));
    const resolve = vi
      .fn<() => Promise<{ address: string; family: number }[]>>()
      .mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }])
      .mockResolvedValue([{ address: '127.0.0.2', family: 4 }]);
    const send = sender({ resolve, allowedPrivateHosts: local });
    await send(request(`http://pinned.test:${port}/`));
    expect(hits).toEqual(['checked']);
    expect(resolve).toHaveBeenCalledTimes(1);
    await send(request(`http://pinned.test:${port}/`));
    expect(hits).toEqual(['checked', 'other']);
  });

  test.each([301, 302, 303, 307, 308])('is not sent on by a %i answer', async (status) => {
    const hit = vi.fn();
    const inside = await listen((_, response) => {
      hit();
      response.end('secret');
    });
    for (const location of [`http://127.0.0.1:${inside}/`, 'http://169.254.169.254/latest/']) {
      const port = await listen((_, response) => {
        response.writeHead(status, { location }).end();
      });
      const send = sender({ allowedPrivateHosts: local });
      expect(await send(request(`http://127.0.0.1:${port}/`))).toMatchObject({ status });
    }
    expect(hit).not.toHaveBeenCalled();
  });

  test('reads the beginning of an answer without end, and no more', async () => {
    const port = await listen((_, response) => {
      const pour = (): void => {
        while (response.write('x'.repeat(10_000)));
      };
      response.on('drain', pour);
      pour();
    });
    const send = sender({ allowedPrivateHosts: local });
    const { body } = await send(request(`http://127.0.0.1:${port}/`));
    expect(body).toHaveLength(1_000);
  });

  test.each<[string, RequestListener]>([
    ['nothing', () => undefined],
    [
      'a drop at a time',
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('that gets %s ends at its deadline', async (_what, listener) => {
    const port = await listen(listener);
    const send = sender({ allowedPrivateHosts: local });
    const late = { ...request(`http://127.0.0.1:${port}/`), timeoutMs: 150 };
    await expect(send(late)).rejects.toThrow('No answer within 150 ms');
  });

  test('ends at its deadline while the name is still looked up', async () => {
    const send = sender({ resolve: () => new Promise(() => undefined) });
    const late = { ...request('http://hooks.example/'), timeoutMs: 50 };
    await expect(send(late)).rejects.toThrow('No answer within 50 ms');
  });

  test('that fails says how, and nothing of our network', async () => {
    const port = await listen(() => undefined);
    servers.at(-1)!.close();
    const send = sender({ allowedPrivateHosts: local });
    const failure = await send(request(`http://127.0.0.1:${port}/`)).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      name: 'OutgoingFailure',
      message: 'The connection was refused',
    });
  });

  test('in production is made over https alone', async () => {
    const send = sender({ isHttpAllowed: false, resolve: answering('93.184.215.14') });
    await expect(send(request('http://hooks.example/'))).rejects.toMatchObject({
      reason: 'NOT_HTTPS',
    });
  });
});
