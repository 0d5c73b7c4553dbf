import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { StartError, serve } from './serve.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const common = { port: 0, portVariable: 'TEST_PORT', logger, ownsProcess: false };

const PROCESS = `
  import { Hono } from 'hono';
  import { createLogger, serve } from './index.ts';
  const app = new Hono().get('/', (c) => c.text('ok'));
  await serve({
    app, port: Number(process.env.PORT), portVariable: 'TEST_PORT',
    logger: createLogger({ service: 'child' }),
    onShutdown: () => process.stderr.write('disconnected'),
  });
`;

function startProcess(port: number) {
  const args = ['--input-type=module-typescript', '--eval', PROCESS];
  const options = { cwd: import.meta.dirname, env: { ...process.env, PORT: String(port) } };
  const child = spawn(process.execPath, args, options);
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (text.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (text.stderr += String(chunk)));
  return { child, text };
}

describe('a server', () => {
  test('answers what is in flight before it stops, then disconnects', async () => {
    const release = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const steps: string[] = [];
    const app = new Hono().get('/slow', async (c) => {
      entered.resolve();
      await release.promise;
      steps.push('answered');
      return c.text('done');
    });
    const server = await serve({ ...common, app, onShutdown: () => void steps.push('closed') });
    const answer = fetch(`http://127.0.0.1:${server.port}/slow`);
    await entered.promise;
    const stopped = server.stop();
    await expect(fetch(`http://127.0.0.1:${server.port}/slow`)).rejects.toThrow();
    release.resolve();
    expect(await (await answer).text()).toBe('done');
    await stopped;
    expect(steps).toEqual(['answered', 'closed']);
  });

  test('waits for a request that never ends only as long as the limit', async () => {
    const app = new Hono().get('/', async () => new Promise<Response>(() => {}));
    const server = await serve({ ...common, app, graceMs: 50 });
    const answer = fetch(`http://127.0.0.1:${server.port}/`).catch(() => 'cut');
    const socket = connect(server.port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    await server.stop();
    socket.destroy();
    expect(await answer).toBe('cut');
  });

  test('cuts event streams at once', async () => {
    const app = new Hono().get('/events', () => new Response(new ReadableStream()));
    const server = await serve({ ...common, app, graceMs: 60_000 });
    const url = `http://127.0.0.1:${server.port}/events`;
    const answer = await fetch(url, { headers: { accept: 'text/event-stream' } });
    const body = answer.text().catch(() => 'cut');
    await server.stop();
    expect(await body).toBe('cut');
  });

  test('names the port and the variable when the port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const attempt = serve({ ...common, app: new Hono(), port });
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(`Port ${port} is already in use. Set TEST_PORT`);
    const { child, text } = startProcess(port);
    const [code] = await once(child, 'close');
    blocker.close();
    expect(code).toBe(1);
    expect(text.stderr).toBe(
      `Port ${port} is already in use. Set TEST_PORT to another port, or stop what uses it.\n`,
    );
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s disconnects and ends with 0, standard output broken or not',
    async (signal) => {
      const { child, text } = startProcess(0);
      while (!text.stdout.includes('listening')) await once(child.stdout, 'data');
      child.stdout.destroy();
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      expect(text.stderr).toBe('disconnected');
    },
  );
});
