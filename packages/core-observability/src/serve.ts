import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from './logger.ts';

const IDLE_SWEEP_MS = 50;

type FetchApp = { fetch: (request: Request, env: never) => Response | Promise<Response> };

type ServeOptions = {
  app: FetchApp;
  /** 0 takes a free port. */
  port: number;
  /** Loopback unless said otherwise: what the network may reach is a decision. */
  host?: string;
  /** Environment variable that changes the port, named when the port is taken. */
  portVariable: string;
  logger: Logger;
  /** Disconnects what the process holds; runs after the last request was answered. */
  onShutdown?: () => Promise<void> | void;
  /** How long requests in flight may still take once the process was told to stop. */
  graceMs?: number;
  /** Off in tests: no signal handlers, and nothing ends the process. */
  ownsProcess?: boolean;
};

export type RunningServer = {
  port: number;
  /** Stops accepting, finishes what is in flight within the limit, then runs `onShutdown`. */
  stop: () => Promise<void>;
};

/** A message meant for the person who started the process. */
export class StartError extends Error {
  override name = 'StartError';
}

/** Ends the process at once: `process.exit` can hang on a standard output that broke. */
export function exitNow(code: number): never {
  const { reallyExit } = process as unknown as { reallyExit: (code: number) => never };
  return reallyExit.call(process, code);
}

function toStartError(error: NodeJS.ErrnoException, port: number, variable: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is already in use. Set ${variable} to another port, or stop what uses it.`,
    );
  }
  if (error.code === 'EACCES') {
    return new StartError(`Port ${port} needs more rights. Set ${variable} to one above 1023.`);
  }
  return error;
}

async function listen(server: Server, options: ServeOptions): Promise<number> {
  const { port, host = '127.0.0.1', portVariable } = options;
  const ready = Promise.withResolvers<void>();
  server.once('listening', ready.resolve);
  server.once('error', (error) => ready.reject(toStartError(error, port, portVariable)));
  server.listen(port, host);
  await ready.promise;
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

// Event streams never end by themselves: they are cut at once, and their clients reconnect.
function createDrain(server: Server, graceMs: number) {
  const streams = new Set<ServerResponse>();
  let isDraining = false;
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isDraining) response.setHeader('connection', 'close');
    if (!request.headers.accept?.includes('text/event-stream')) return;
    streams.add(response);
    response.once('close', () => streams.delete(response));
  });
  return async () => {
    isDraining = true;
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    for (const response of streams) response.destroy();
    const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
    const limit = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed.promise;
    clearInterval(sweep);
    clearTimeout(limit);
  };
}

function stopOnSignals(stop: () => Promise<void>, logger: Logger): void {
  let isStopping = false;
  const end = async (reason: string, code: number) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ reason }, 'stopping');
    try {
      await stop();
      logger.info('stopped');
      exitNow(code);
    } catch (error) {
      logger.error({ err: error }, 'stopping failed');
      exitNow(1);
    }
  };
  process.on('SIGTERM', () => void end('SIGTERM', 0));
  process.on('SIGINT', () => void end('SIGINT', 0));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    void end('uncaughtException', 1);
  });
  process.on('unhandledRejection', (reason) => {
    logger.fatal({ err: reason }, 'unhandled rejection');
    void end('unhandledRejection', 1);
  });
}

/**
 * Serves the app and stops in order on SIGTERM and SIGINT (exit 0). A port that cannot be had
 * ends the process with code 1 and a message that names the variable to change; with
 * `ownsProcess: false` it throws `StartError` instead.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { app, logger, onShutdown, graceMs = 10_000, ownsProcess = true } = options;
  const fetchApp = (request: Request, env: unknown) => app.fetch(request, env as never);
  const server = createAdaptorServer({ fetch: fetchApp }) as Server;
  const drain = createDrain(server, graceMs);
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= drain().then(() => onShutdown?.()));
  if (ownsProcess) stopOnSignals(stop, logger);
  try {
    const port = await listen(server, options);
    logger.info({ port }, 'listening');
    return { port, stop };
  } catch (error) {
    if (!ownsProcess || !(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitNow(1);
  }
}
