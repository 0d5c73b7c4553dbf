import { join } from 'node:path';
import { stopCommands } from '../command.ts';
import type { Settings } from '../env.ts';
import { complain, formatDuration, paint, say } from '../terminal.ts';
import { buildPages } from './build.ts';
import { killChild, startChild, startReaper, stopChild } from './children.ts';
import type { Child, Service } from './children.ts';
import { openDatabase, prepareDatabase } from './database.ts';
import type { Database } from './database.ts';
import { loadKeys } from './keys.ts';
import type { Keys } from './keys.ts';
import { waitUntilReady } from './readiness.ts';
import { seedDatabase } from './seed.ts';
import { listServices, serverEnv } from './services.ts';
import type { Wiring } from './services.ts';

export type System = {
  /** Starts everything and resolves when it is ready, or when it was told to stop meanwhile. */
  start: () => Promise<Database | undefined>;
  /** Stops everything in order; what was started last stops first. */
  stop: () => Promise<void>;
  isStopping: () => boolean;
  /** Process ids by service. */
  processes: () => ReadonlyMap<string, number>;
  /** Ends every process at once. */
  kill: () => void;
};

async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const startedMs = Date.now();
  const result = await run();
  say(`  ${paint('green', '✓')} ${name} ${paint('dim', formatDuration(Date.now() - startedMs))}`);
  return result;
}

/** What stands before services while they run. */
export type Front = { close: () => Promise<void> };

type SystemOptions = {
  settings: Settings;
  isDev: boolean;
  /** Whether the pages are built; true where absent. */
  hasPages?: boolean;
  /** The platform's own processes where absent. */
  list?: (wiring: Wiring) => Service[];
  /** Opened before the services and closed after them. */
  openFronts?: () => Promise<readonly Front[]>;
  /** A service ended by itself; the sentence says which and how. */
  onFailure: (sentence: string, service: Service) => void;
};

/** The whole platform on this machine: database, services, pages. */
export function createSystem(options: SystemOptions): System {
  const { settings, isDev, hasPages = true, list = listServices } = options;
  const { openFronts, onFailure } = options;
  const reaper = startReaper();
  const children: Child[] = [];
  let fronts: readonly Front[] = [];
  let database: Database | undefined;
  let isStopping = false;

  function launchAll(opened: Database, keys: Keys): void {
    const services = list({ settings, database: opened, keys, isDev });
    for (const service of services) {
      const child = startChild(service, join(settings.DATA_DIR, 'logs'), reaper);
      children.push(child);
      void child.ended.then((sentence) => {
        if (!isStopping) onFailure(`${service.name} ${sentence}.`, service);
      });
    }
  }

  return {
    async start() {
      const opened = await step('database', () =>
        openDatabase(settings, (note) => complain(paint('yellow', note))),
      );
      database = opened;
      if (isStopping) return undefined;
      await step('migrations', () => prepareDatabase(opened));
      const keys = loadKeys(settings);
      await step('seed', () => seedDatabase(settings, serverEnv(settings, opened, keys)));
      if (hasPages && !isDev && !isStopping) await step('pages', buildPages);
      if (isStopping) return undefined;
      await step('services', async () => {
        fronts = (await openFronts?.()) ?? [];
        launchAll(opened, keys);
        await waitUntilReady(children, () => isStopping);
      });
      return isStopping ? undefined : opened;
    },
    async stop() {
      isStopping = true;
      stopCommands();
      for (const child of children.toReversed()) await stopChild(child);
      for (const front of fronts) await front.close();
      await database?.stop();
      reaper.dismiss();
    },
    isStopping: () => isStopping,
    processes: () =>
      new Map(children.map(({ service, process: child }) => [service.name, child.pid ?? 0])),
    kill() {
      for (const child of children) killChild(child);
    },
  };
}
