import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@freehold/core-observability';
import { serveSpa } from './index.ts';
import type { SpaOptions } from './index.ts';

const SECRET_BESIDE_BUILD = 'TOP-SECRET';

/** A folder with a small build, and a file beside it that must never be served. */
export async function makeBuild(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'spa-'));
  const dist = join(root, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  const page = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root">';
  await writeFile(join(root, 'secret.txt'), SECRET_BESIDE_BUILD);
  await writeFile(join(dist, 'index.html'), page);
  await writeFile(join(dist, 'favicon.svg'), '<svg/>');
  await writeFile(join(dist, 'assets/index-Ab3dEf9_.js'), 'console.log(1);'.repeat(200));
  await writeFile(join(dist, 'assets/index-Ab3dEf9_.js.map'), '{}');
  await writeFile(join(dist, 'assets/index-Cc3dEf9_.css'), 'a{}');
  return dist;
}

export async function listenUpstream(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A running server over a fresh build; `remove` stops it and deletes the folder. */
export async function startSpa(options: Partial<SpaOptions>) {
  const distDir = await makeBuild();
  const server = await serveSpa({
    name: 'test',
    distDir,
    port: 0,
    apiUrl: 'http://127.0.0.1:1',
    registrationUrl: 'http://127.0.0.1:1',
    logger: createLogger({ service: 'test', level: 'silent' }),
    ownsProcess: false,
    ...options,
  });
  const remove = async () => {
    await server.stop();
    await rm(join(distDir, '..'), { recursive: true });
  };
  return { url: `http://127.0.0.1:${server.port}`, port: server.port, remove };
}

/** Sends bytes as they are, past every client that would tidy them up. */
export function sendRaw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(request));
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
