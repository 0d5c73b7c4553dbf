import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestPlatform } from '@freehold/core-services/testing';

const appsFolder = join(import.meta.dirname, '..', '..', '..');
const startLimitMs = 30_000;

/** A service of the platform as a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function settings(platform: TestPlatform): Record<string, string> {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    DATABASE_APP_URL: platform.urls.appUrl,
    DATABASE_PRIVILEGED_URL: platform.urls.privilegedUrl,
    ENCRYPTION_KEYS: `test:${key(7)}`,
    DIGEST_KEY: key(9),
    SERVICE_TOKEN_KEY: key(5),
  };
}

async function listeningPort(child: ChildProcess): Promise<number> {
  const { stdout } = child;
  if (stdout === null) throw new Error('The process has no output');
  const lines = createInterface({ input: stdout });
  const port = new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      if (!line.includes('"listening"')) return;
      resolve((JSON.parse(line) as { port: number }).port);
    });
    child.once('exit', (code) => reject(new Error(`The process ended with ${String(code)}`)));
  });
  const late = AbortSignal.timeout(startLimitMs);
  const isLate = once(late, 'abort').then(() => {
    throw new Error('The process did not start');
  });
  return Promise.race([port, isLate]);
}

/** Starts the server of an app and waits until it listens. */
export async function startProcess(
  app: 'api' | 'registration',
  platform: TestPlatform,
  env: Record<string, string>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [join(appsFolder, app, 'src', 'server.ts')], {
    env: { ...settings(platform), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await listeningPort(child);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
