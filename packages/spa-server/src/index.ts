import { StartError, exitNow, serve } from '@freehold/core-observability';
import type { RunningServer } from '@freehold/core-observability';
import { createSpaApp } from './app.ts';
import type { SpaOptions } from './app.ts';
import { loadSpaFiles } from './assets.ts';
import type { SpaFiles } from './assets.ts';

export { createSpaApp } from './app.ts';
export type { SpaOptions } from './app.ts';
export { loadSpaFiles } from './assets.ts';
export type { SpaFiles } from './assets.ts';

type ServeSpaOptions = SpaOptions & {
  /** Name of the application, for the logs. */
  name: string;
  /** The Vite build to serve. */
  distDir: string;
  port: number;
  host?: string;
  portVariable?: string;
  ownsProcess?: boolean;
};

async function loadOrEnd(distDir: string, ownsProcess: boolean): Promise<SpaFiles> {
  try {
    return await loadSpaFiles(distDir);
  } catch (error) {
    if (!ownsProcess || !(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitNow(1);
  }
}

/**
 * Serves a Vite build with strict security headers and forwards `/trpc/*` to the api and
 * `/registration/trpc/*` to the registration service. Ends the process with a plain message
 * when there is no build or the port is taken.
 */
export async function serveSpa(options: ServeSpaOptions): Promise<RunningServer> {
  const { name, distDir, port, host, ownsProcess = true, logger } = options;
  const portVariable = options.portVariable ?? `${name.toUpperCase()}_PORT`;
  const app = createSpaApp(await loadOrEnd(distDir, ownsProcess), options);
  return serve({
    app,
    port,
    portVariable,
    logger,
    ownsProcess,
    ...(host !== undefined && { host }),
  });
}
