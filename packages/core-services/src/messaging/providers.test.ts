import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { devInboxProvider } from './dev-inbox-provider.ts';
import { MessageError, type OutgoingMessage } from './message-provider.ts';
import { createSmsGatewayProvider } from './sms-gateway-provider.ts';
import { createSmtpProvider } from './smtp-provider.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const message: OutgoingMessage = {
  channel: 'EMAIL',
  recipient: 'ada@people.test',
  subject: 'Votre compte est prêt',
  body: 'Zażółć gęślą jaźń\n.\nend',
  idempotencyKey: 'account-active:1',
};
const options = { timeoutMs: 5_000 };

describe('SMTP', () => {
  async function start(settings: SMTPServerOptions) {
    const received: { to: string[]; data: string }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, session, callback) {
        void text(stream).then((data) => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address), data });
          callback();
        });
      },
      ...settings,
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => void server.server.once('listening', resolve));
    const { port } = server.server.address() as AddressInfo;
    const provider = createSmtpProvider({
      url: `smtp://127.0.0.1:${port}`,
      from: 'Freehold <no-reply@freehold.test>',
    });
    cleanups.push(() => {
      provider.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    });
    return { provider, received };
  }

  const refusing = (responseCode: number): SMTPServerOptions => ({
    onRcptTo(_address, _session, callback) {
      callback(Object.assign(new Error('refused'), { responseCode }));
    },
  });

  test('carries a message over, and the same message id at every attempt', async () => {
    const { provider, received } = await start({});
    const first = await provider.send(message, options);
    const again = await provider.send(message, options);
    expect(again).toEqual(first);
    expect(first.providerMessageId).toMatch(/^<[0-9a-f]{40}@freehold\.test>$/u);
    expect(received.map(({ to }) => to)).toEqual([['ada@people.test'], ['ada@people.test']]);
    expect(received[0]!.data).toContain(`Message-ID: ${first.providerMessageId}`);
    const other = await provider.send({ ...message, idempotencyKey: 'other' }, options);
    expect(other).not.toEqual(first);
  });

  test.each([
    [550, 'GIVE_UP'],
    [451, 'RETRY'],
  ])('answer %i means %s', async (code, outcome) => {
    const { provider } = await start(refusing(code));
    await expect(provider.send(message, options)).rejects.toMatchObject({
      name: 'MessageError',
      outcome,
    });
  });

  test('a server that is not there means RETRY', async () => {
    const provider = createSmtpProvider({ url: 'smtp://127.0.0.1:1', from: 'a@b.test' });
    cleanups.push(() => provider.close());
    await expect(provider.send(message, options)).rejects.toMatchObject({ outcome: 'RETRY' });
  });

  test.each([
    'ada@people.test, eve@people.test',
    'ada@people.test\r\nBcc: eve@people.test',
    'group: eve@people.test;',
  ])('a recipient like %j reaches nobody else', async (recipient) => {
    const { provider, received } = await start({});
    await provider.send({ ...message, recipient }, options).catch(() => undefined);
    expect(received.flatMap(({ to }) => to)).not.toContain('eve@people.test');
  });
});

describe('an SMS gateway', () => {
  async function start(status: number, answer: string, headers: Record<string, string> = {}) {
    const requests: { headers: IncomingMessage['headers']; body: unknown }[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        requests.push({ headers: request.headers, body: JSON.parse(body) });
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => void server.once('listening', resolve));
    cleanups.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/send`;
    return {
      url,
      requests,
      provider: createSmsGatewayProvider({ url, token: 'secret', from: 'Freehold' }),
    };
  }
  const sms = { ...message, channel: 'SMS', recipient: '+237655500001' } as const;

  test('gets the text with its key and answers with an id', async () => {
    const { provider, requests } = await start(202, '{"id":"sms-1"}');
    expect(await provider.send(sms, options)).toEqual({ providerMessageId: 'sms-1' });
    expect(requests[0]).toMatchObject({
      headers: { authorization: 'Bearer secret', 'idempotency-key': 'account-active:1' },
      body: { to: '+237655500001', from: 'Freehold', text: message.body },
    });
  });

  test('that answers without an id has taken it all the same', async () => {
    const { provider } = await start(200, 'ok');
    expect(await provider.send(sms, options)).toEqual({ providerMessageId: 'account-active:1' });
  });

  test.each([
    [400, 'GIVE_UP'],
    [422, 'GIVE_UP'],
    [401, 'RETRY'],
    [429, 'RETRY'],
    [500, 'RETRY'],
    [503, 'RETRY'],
  ])('answer %i means %s', async (status, outcome) => {
    const { provider } = await start(status, '{}');
    await expect(provider.send(sms, options)).rejects.toMatchObject({ outcome });
  });

  test('is not followed elsewhere: the token stays where it belongs', async () => {
    const elsewhere = await start(200, '{}');
    const { provider } = await start(307, '', { location: elsewhere.url });
    await expect(provider.send(sms, options)).rejects.toMatchObject({ outcome: 'RETRY' });
    expect(elsewhere.requests).toEqual([]);
  });

  test('that does not answer in time means RETRY', async () => {
    const server = createServer(() => undefined);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => void server.once('listening', resolve));
    cleanups.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const provider = createSmsGatewayProvider({
      url: `http://127.0.0.1:${port}`,
      token: 't',
      from: 'F',
    });
    await expect(provider.send(sms, { timeoutMs: 100 })).rejects.toThrow(MessageError);
  });
});

test('the dev inbox sends nothing and names the message by its key', async () => {
  expect(await devInboxProvider.send(message, options)).toEqual({
    providerMessageId: 'dev-inbox:account-active:1',
  });
});
