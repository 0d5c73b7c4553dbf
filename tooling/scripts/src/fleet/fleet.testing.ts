import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  audienceHeader,
  repeatableHeader,
  requestHeader,
  tenantHeader,
} from '@freehold/core-contracts/headers';
import { createTestDatabase } from '@freehold/core-db/testing';
import {
  freePort,
  hasRedisServer,
  startRedisServer,
} from '@freehold/core-trpc/testing/redis-server';
import { transformer } from '@freehold/core-trpc/transformer';
import { SMTPServer } from 'smtp-server';
import { root } from '../root.ts';
import type { Demo } from '../start/seed.ts';

/** Requests of one network in a minute; a test that uses them up comes from a network of its own. */
export const callsPerMinute = 300;

export type Call = {
  path: string;
  input?: unknown;
  tenant?: string | null;
  cookie?: string | null;
  /** The client's address, as a proxy names it. */
  ip?: string;
  isReading?: boolean;
};

/** Calls a procedure of the process, or the proxy, at a port. */
export async function call(port: number, { path, input, ...options }: Call) {
  const { tenant = 'mainnet', cookie = null, ip = '203.0.113.1', isReading = false } = options;
  const response = await fetch(`http://127.0.0.1:${port}/trpc/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': ip,
      [requestHeader]: '1',
      [audienceHeader]: 'PORTAL',
      ...(tenant === null ? {} : { [tenantHeader]: tenant }),
      ...(cookie === null ? {} : { cookie }),
      ...(isReading ? { [repeatableHeader]: '1' } : {}),
    },
    body: JSON.stringify(transformer.serialize(input)),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { status: response.status, body: await response.text(), cookies };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = Promise.withResolvers<boolean>();
  server.once('error', () => free.resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => free.resolve(true)));
  return free.promise;
}

/** The first of `count` free ports in a row, below the ephemeral range. */
async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const first = 12_000 + Math.floor(Math.random() * 18_000);
    const row = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`There are no ${count} free ports in a row`);
}

async function startRedis(): Promise<{ url: string; stop: () => void } | undefined> {
  if (!hasRedisServer) return undefined;
  const port = await freePort();
  const child = await startRedisServer(port);
  return { url: `redis://127.0.0.1:${port}`, stop: () => void child.kill('SIGKILL') };
}

/** A real mail server that keeps the id and the recipient of whatever it takes. */
async function startMail() {
  const taken: { id: string; to: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      void text(stream).then((data) => {
        const id = /^message-id: (.+)$/imu.exec(data)?.[1]?.trim() ?? '';
        taken.push({ id, to: session.envelope.rcptTo[0]?.address ?? '' });
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${port}`, taken, stop };
}

export type TestFleet = Awaited<ReturnType<typeof openFleet>>;

/** A whole fleet without pages, on a database, a mail server and, where there is one, a Redis of its own. */
export async function openFleet() {
  const [database, redis, mail] = [
    await createTestDatabase(),
    await startRedis(),
    await startMail(),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  const base = await freePorts(10);
  const ports = {
    api: base,
    registration: base + 1,
    apis: [base + 4, base + 5] as const,
    registrations: [base + 6, base + 7] as const,
    workers: [base + 8, base + 9] as const,
  };
  const child = spawn(
    process.execPath,
    [join(root, 'tooling/scripts/src/fleet.ts'), '--no-pages'],
    {
      env: {
        ...process.env,
        NODE_ENV: 'development',
        DATA_DIR: folder,
        DATABASE_URL: database.ownerUrl,
        DATABASE_APP_URL: database.appUrl,
        DATABASE_PRIVILEGED_URL: database.privilegedUrl,
        API_PORT: String(ports.api),
        REGISTRATION_PORT: String(ports.registration),
        ADMIN_PORT: String(base + 2),
        PORTAL_PORT: String(base + 3),
        FLEET_PORT: String(base + 4),
        RATE_LIMIT_PER_MINUTE: String(callsPerMinute),
        SMTP_URL: mail.url,
        REDIS_URL: redis?.url ?? '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output.text += String(chunk)));
  }
  await waitFor(() => output.text.includes('Ctrl-C stops everything'), child, output);
  const demo = JSON.parse(readFileSync(join(folder, 'demo-sign-ins.json'), 'utf8')) as Demo;
  return {
    child,
    demo,
    mail,
    output,
    ports,
    pidOf: (name: string) => {
      const pid = new RegExp(`${name}.*process (\\d+)`, 'u').exec(output.text)?.[1];
      return Number(pid);
    },
    async close() {
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      redis?.stop();
      await mail.stop();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function waitFor(met: () => boolean, child: ChildProcess, output: { text: string }) {
  const deadlineMs = Date.now() + 90_000;
  while (!met()) {
    if (child.exitCode !== null || Date.now() > deadlineMs) throw new Error(output.text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
