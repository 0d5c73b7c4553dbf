import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** A Chromium of this machine; without one, the one that the test runner has downloaded. */
export const chromiumPath = findChromium();

export const isRoot = process.getuid?.() === 0;

/** While writing journeys: a system that runs already on these ports is used as it is. */
export const isSystemReused = process.env['E2E_REUSE'] === 'yes';

/** The first of the ports of this run, which is what sets it apart from others. */
export const firstPort = Number(process.env['E2E_FIRST_PORT'] ?? 13_100);

/**
 * Where the system of the journeys keeps its data; emptied at each start. In the temporary folder,
 * since a database server that must not run as root reaches it wherever the checkout is.
 */
export const dataDir =
  process.env['E2E_DATA_DIR'] ??
  join(tmpdir(), `freehold-journeys-${process.getuid?.() ?? 'user'}-${firstPort}`);

const ports = {
  admin: firstPort,
  portal: firstPort + 1,
  api: firstPort + 2,
  registration: firstPort + 3,
  worker: firstPort + 4,
  postgres: firstPort + 5,
};

export const systemUrls = {
  console: `http://localhost:${ports.admin}`,
  portal: `http://localhost:${ports.portal}`,
  api: `http://localhost:${ports.api}`,
};

/** What the start command reads; its own database whatever else the machine is set up for. */
export const systemEnv: Record<string, string> = {
  ADMIN_PORT: String(ports.admin),
  PORTAL_PORT: String(ports.portal),
  API_PORT: String(ports.api),
  REGISTRATION_PORT: String(ports.registration),
  WORKER_PORT: String(ports.worker),
  POSTGRES_PORT: String(ports.postgres),
  DATA_DIR: dataDir,
  DATABASE_URL: '',
  DATABASE_APP_URL: '',
  DATABASE_PRIVILEGED_URL: '',
  NODE_ENV: 'development',
  // The receiver of the journeys' webhooks.
  WEBHOOK_ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
};
