import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutgoingMessage } from './message-provider.ts';
import { createSmtpProvider } from './smtp-provider.ts';

// The server says at each start that its own certificate is nobody's secret: that is what is wanted here.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
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

interface Received {
  readonly to: string[];
  readonly data: string;
  readonly isSecure: boolean;
  readonly user: string | undefined;
}

function open(url: string) {
  const provider = createSmtpProvider({ url, from: 'Freehold <no-reply@freehold.test>' });
  cleanups.push(() => provider.close());
  return provider;
}

async function listenOn(server: Server): Promise<number> {
  await new Promise((resolve) => void server.once('listening', () => resolve(null)));
  return (server.address() as AddressInfo).port;
}

/** A real SMTP server; `way` is what stands before its port in the address. */
async function start(
  settings: SMTPServerOptions = {},
  way: { scheme?: string; user?: string; query?: string } = {},
) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      void text(stream).then((data) => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          data,
          isSecure: session.secure,
          user: session.user,
        });
        callback();
      });
    },
    ...settings,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  const port = await listenOn(server.server);
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { scheme = 'smtp', user = '', query = '' } = way;
  const provider = open(`${scheme}://${user}127.0.0.1:${port}${query}`);
  return { provider, received, port };
}

/** A server that says what it is told to, line for line, and what becomes of its connections. */
async function startScripted(answer: (line: string, socket: Socket) => string | null) {
  const closed = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    let buffer = '';
    socket.on('error', () => undefined);
    socket.on('close', () => closed.resolve());
    const say = (line: string) => {
      const reply = answer(line, socket);
      if (reply !== null) socket.write(`${reply}\r\n`);
    };
    say('CONNECT');
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (let at = buffer.indexOf('\r\n'); at >= 0; at = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, at);
        buffer = buffer.slice(at + 2);
        say(line);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  const port = await listenOn(server);
  cleanups.push(() => void server.close());
  return { provider: open(`smtp://127.0.0.1:${port}`), closed: closed.promise };
}

const polite = (line: string): string | null => {
  if (line === 'CONNECT') return '220 ready';
  if (line.startsWith('EHLO')) return '250 hello';
  if (/^(MAIL|RCPT)/u.test(line)) return '250 ok';
  if (line === 'DATA') return '354 go on';
  if (line === '.') return '250 taken';
  return line === 'QUIT' ? '221 bye' : null;
};

const selfSigned = '?tls.rejectUnauthorized=false';
const withTls: SMTPServerOptions = { disabledCommands: ['AUTH'] };
const withAccounts: SMTPServerOptions = {
  authOptional: false,
  disabledCommands: [],
  onAuth({ username, password }, _session, callback) {
    const isRight = username === 'mailer' && password === 'p@ss word';
    if (isRight) callback(null, { user: username });
    else callback(Object.assign(new Error('no'), { responseCode: 535 }));
  },
};
const known = 'mailer:p%40ss%20word@';

describe('a message', () => {
  test('is carried over, with the same message id at every attempt', async () => {
    const { provider, received } = await start();
    const first = await provider.send(message, options);
    const again = await provider.send(message, options);
    expect(again).toEqual(first);
    expect(first.providerMessageId).toMatch(/^<[0-9a-f]{40}@freehold\.test>$/u);
    expect(received.map(({ to }) => to)).toEqual([['ada@people.test'], ['ada@people.test']]);
    for (const { data } of received)
      expect(data).toContain(`Message-ID: ${first.providerMessageId}`);
    const other = await provider.send({ ...message, idempotencyKey: 'other' }, options);
    expect(other).not.toEqual(first);
  });

  test('is plain text from a machine: nobody’s absence notice answers it, and no mark-up is read', async () => {
    const { provider, received } = await start();
    await provider.send({ ...message, body: '<b onclick="x()">bold</b> & <script>' }, options);
    const data = received[0]?.data ?? '';
    expect(data).toContain('Auto-Submitted: auto-generated');
    expect(data).toMatch(/^Content-Type: text\/plain; charset=utf-8/mu);
    expect(data).not.toMatch(/text\/html|multipart/u);
    expect(data).toContain('From: Freehold <no-reply@freehold.test>');
  });

  test('keeps every letter, lone dots and lines of any length, in lines a server accepts', async () => {
    const { provider, received } = await start();
    const long = 'ж'.repeat(3_000);
    const body = `${message.body}\n${long}\n${'x'.repeat(5_000)}\nFrom here\n..`;
    await provider.send({ ...message, subject: '€'.repeat(200), body }, options);
    const data = received[0]?.data ?? '';
    for (const line of data.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    const [head = '', ...rest] = data.split('\r\n\r\n');
    const encoding = /content-transfer-encoding: ([\w-]+)/iu.exec(head)?.[1];
    const content = rest.join('\r\n\r\n');
    const bytes =
      encoding === 'base64'
        ? Buffer.from(content, 'base64')
        : Buffer.from(
            content
              .replaceAll(/=\r\n/gu, '')
              .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          );
    expect(bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd()).toBe(body);
    const subject = [...head.matchAll(/=\?UTF-8\?([BQ])\?([^?]+)\?=/gu)]
      .map(([, kind, word = '']) =>
        kind === 'B'
          ? Buffer.from(word, 'base64').toString('utf8')
          : Buffer.from(word.replaceAll(/=([0-9A-F]{2})/gu, '%$1'), 'latin1').toString(),
      )
      .join('');
    expect(subject.includes('%') ? decodeURIComponent(subject) : subject).toBe('€'.repeat(200));
  });

  test.each([
    'ada@people.test, eve@people.test',
    'ada@people.test\r\nBcc: eve@people.test',
    'ada@people.test>\r\nRCPT TO:<eve@people.test',
    'group: eve@people.test;',
    '"eve@people.test" <ada@people.test>',
  ])('to a recipient like %j reaches nobody else', async (recipient) => {
    const { provider, received } = await start();
    await provider.send({ ...message, recipient }, options).catch(() => undefined);
    expect(received.flatMap(({ to }) => to)).not.toContain('eve@people.test');
  });

  test('with line breaks in its subject or key gets no header and no recipient from them', async () => {
    const { provider, received } = await start();
    const evil = 'x\r\nBcc: eve@people.test\r\nX-Evil: 1\r\n\r\nbody';
    await provider.send({ ...message, subject: evil, idempotencyKey: evil }, options);
    const [head = ''] = (received[0]?.data ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^(Bcc|X-Evil):/imu);
    expect(received[0]?.to).toEqual(['ada@people.test']);
  });
});

describe('a connection', () => {
  test.each([
    ['smtp', 'STARTTLS', withTls],
    ['smtps', 'TLS from the first byte', { ...withTls, secure: true }],
  ])('over %s is encrypted by %s', async (scheme, _, settings) => {
    const { provider, received } = await start(settings, { scheme, query: selfSigned });
    await provider.send(message, options);
    expect(received[0]?.isSecure).toBe(true);
  });

  test.each([
    ['smtp', withTls],
    ['smtps', { ...withTls, secure: true }],
  ])(
    'over %s to a server whose certificate nobody vouches for is refused',
    async (scheme, settings) => {
      const { provider, received } = await start(settings, { scheme });
      await expect(provider.send(message, options)).rejects.toMatchObject({ outcome: 'RETRY' });
      expect(received).toEqual([]);
    },
  );

  test('gives its name and password, encrypted', async () => {
    const { provider, received } = await start(withAccounts, { user: known, query: selfSigned });
    await provider.send(message, options);
    expect(received).toMatchObject([{ user: 'mailer', isSecure: true }]);
  });

  test('with a wrong password means RETRY: a person can mend it', async () => {
    const { provider } = await start(withAccounts, { user: 'mailer:wrong@', query: selfSigned });
    const failure = await provider.send(message, options).catch((error: unknown) => error);
    expect(failure).toMatchObject({ outcome: 'RETRY', message: 'SMTP 535 EAUTH' });
    expect(String(failure)).not.toContain('wrong');
  });

  test('never shows the password to a server that leaves STARTTLS out', async () => {
    const seen: string[] = [];
    const { provider, received } = await start(
      {
        ...withAccounts,
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (auth) => void seen.push(String(auth.password)),
      },
      { user: known },
    );
    await expect(provider.send(message, options)).rejects.toMatchObject({ outcome: 'RETRY' });
    expect([seen, received]).toEqual([[], []]);
  });

  test('to nobody means RETRY', async () => {
    await expect(open('smtp://127.0.0.1:1').send(message, options)).rejects.toMatchObject({
      outcome: 'RETRY',
    });
  });

  test('that breaks in the middle of the message means RETRY', async () => {
    const { provider } = await startScripted((line, socket) => {
      if (line.startsWith('Message-ID:')) socket.destroy();
      return polite(line);
    });
    await expect(provider.send(message, options)).rejects.toMatchObject({ outcome: 'RETRY' });
  });

  test('that breaks after the message, before the answer, means RETRY under the same id', async () => {
    let isBroken = false;
    const ids: string[] = [];
    const { provider } = await startScripted((line, socket) => {
      if (line.startsWith('Message-ID:')) ids.push(line);
      if (line !== '.' || isBroken) return polite(line);
      isBroken = true;
      socket.destroy();
      return null;
    });
    await expect(provider.send(message, options)).rejects.toMatchObject({ outcome: 'RETRY' });
    await provider.send(message, options);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test.each([
    ['greet', 'CONNECT'],
    ['answer the sender', 'MAIL'],
    ['answer the message', '.'],
  ])('to a server that does not %s is given up in time and closed', async (_, silentAt) => {
    const { provider, closed } = await startScripted((line) =>
      line.startsWith(silentAt) ? null : polite(line),
    );
    const startedAt = performance.now();
    await expect(provider.send(message, { timeoutMs: 300 })).rejects.toMatchObject({
      outcome: 'RETRY',
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await closed;
  });
});

describe('an answer', () => {
  const refusing = (at: 'onMailFrom' | 'onRcptTo', responseCode: number): SMTPServerOptions => ({
    [at]: (_address: unknown, _session: unknown, callback: (error: Error) => void) =>
      callback(Object.assign(new Error('ada@people.test is refused'), { responseCode })),
  });

  test.each([
    ['onRcptTo', 550, 'GIVE_UP'],
    ['onRcptTo', 451, 'RETRY'],
    ['onMailFrom', 553, 'GIVE_UP'],
    ['onMailFrom', 421, 'RETRY'],
  ] as const)(
    'at %s of %i means %s, and what the server said is not kept',
    async (at, code, outcome) => {
      const { provider } = await start(refusing(at, code));
      const failure = await provider.send(message, options).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'MessageError', outcome });
      expect((failure as Error).message).toBe(`SMTP ${code} EENVELOPE`);
    },
  );

  test.each([
    [552, 'GIVE_UP'],
    [452, 'RETRY'],
  ])('of %i to the message itself means %s', async (code, outcome) => {
    const { provider } = await start({
      onData(stream, _session, callback) {
        void text(stream).then(() =>
          callback(Object.assign(new Error('no'), { responseCode: code })),
        );
      },
    });
    await expect(provider.send(message, options)).rejects.toMatchObject({ outcome });
  });
});
