import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { MessageError, type OutgoingMessage } from './message-provider.ts';
import { createSmsGatewayProvider } from './sms-gateway-provider.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const token = 'gateway-secret-0123456789';
const sms: OutgoingMessage = {
  channel: 'SMS',
  recipient: '+237655500001',
  subject: 'Freehold code',
  body: 'Freehold : votre code est 123456 – réservé à vous 🙂',
  idempotencyKey: 'registration:1:phone:2',
};
const options = { timeoutMs: 5_000 };

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => void server.once('listening', () => resolve(null)));
  cleanups.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  return { url, provider: createSmsGatewayProvider({ url, token, from: 'Freehold' }) };
}

async function start(status: number, answer: string, headers: Record<string, string> = {}) {
  const requests: { headers: IncomingMessage['headers']; body: unknown }[] = [];
  const gateway = await serve((request, response) => {
    void text(request).then((body) => {
      requests.push({ headers: request.headers, body: JSON.parse(body) });
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer);
    });
  });
  return { ...gateway, requests };
}

test('the gateway gets the text with its key and answers with an id', async () => {
  const { provider, requests } = await start(202, '{"id":"sms-1"}');
  expect(await provider.send(sms, options)).toEqual({ providerMessageId: 'sms-1' });
  await provider.send(sms, options);
  for (const request of requests) {
    expect(request).toMatchObject({
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': sms.idempotencyKey },
      body: { to: '+237655500001', from: 'Freehold', text: sms.body },
    });
  }
});

test.each([
  ['no JSON', 'ok'],
  ['no id', '{"status":"queued"}'],
  ['an id that is no text', '{"id":7}'],
  ['nothing', ''],
  ['more than 16 KiB', `{"id":"${'x'.repeat(20_000)}"}`],
])('a gateway that answers with %s has taken the message all the same', async (_, answer) => {
  const { provider } = await start(200, answer);
  expect(await provider.send(sms, options)).toEqual({ providerMessageId: sms.idempotencyKey });
});

test.each([
  [400, 'GIVE_UP'],
  [404, 'GIVE_UP'],
  [422, 'GIVE_UP'],
  [401, 'RETRY'],
  [403, 'RETRY'],
  [408, 'RETRY'],
  [425, 'RETRY'],
  [429, 'RETRY'],
  [500, 'RETRY'],
  [502, 'RETRY'],
  [503, 'RETRY'],
])('answer %i means %s', async (status, outcome) => {
  const { provider } = await start(status, '{}');
  await expect(provider.send(sms, options)).rejects.toMatchObject({
    outcome,
    retryAfterMs: null,
    message: `The SMS gateway answered ${status}`,
  });
});

test.each([
  [429, '120', 120_000],
  [503, '7', 7_000],
  [429, 'soon', null],
  [429, '-5', null],
  [400, '120', null],
])(
  'answer %i with Retry-After %s asks for a rest of %s ms',
  async (status, value, retryAfterMs) => {
    const { provider } = await start(status, '{}', { 'retry-after': value });
    await expect(provider.send(sms, options)).rejects.toMatchObject({ retryAfterMs });
  },
);

test('Retry-After may be a date', async () => {
  const at = new Date(Date.now() + 90_000).toUTCString();
  const { provider } = await start(503, '{}', { 'retry-after': at });
  const failure = await provider.send(sms, options).catch((error: unknown) => error);
  const { retryAfterMs } = failure as MessageError;
  expect(retryAfterMs).toBeGreaterThan(80_000);
  expect(retryAfterMs).toBeLessThanOrEqual(90_000);
});

test('a redirect is not followed: the token stays where it belongs', async () => {
  const elsewhere = await start(200, '{}');
  const { provider } = await start(307, '', { location: elsewhere.url });
  await expect(provider.send(sms, options)).rejects.toMatchObject({ outcome: 'RETRY' });
  expect(elsewhere.requests).toEqual([]);
});

test.each([
  ['never answers', () => undefined],
  [
    'never ends its headers',
    (_: IncomingMessage, response: ServerResponse) => response.writeContinue(),
  ],
])('a gateway that %s means RETRY, in time', async (_, answer) => {
  const { provider } = await serve(answer);
  const startedAt = performance.now();
  await expect(provider.send(sms, { timeoutMs: 100 })).rejects.toThrow(MessageError);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test('a gateway that never ends its answer has taken the message, and is left in time', async () => {
  const { provider } = await serve((_, response) => void response.writeHead(200).write('{"id"'));
  expect(await provider.send(sms, { timeoutMs: 200 })).toEqual({
    providerMessageId: sms.idempotencyKey,
  });
});

test('a gateway that breaks off before it answers means RETRY', async () => {
  const { provider } = await serve((request) => void request.socket.destroy());
  await expect(provider.send(sms, options)).rejects.toMatchObject({ outcome: 'RETRY' });
});

test.each([401, 500, 307])(
  'no failure of answer %i carries the token or the text',
  async (status) => {
    const { provider } = await start(status, `{"sent":"${token}"}`, {
      location: 'http://127.0.0.1:1/',
    });
    const failure = await provider.send(sms, options).catch((error: unknown) => error);
    const shown = inspect(failure, { depth: 10, showHidden: true });
    expect(shown).not.toContain(token);
    expect(shown).not.toContain('123456');
  },
);
