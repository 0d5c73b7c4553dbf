import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { FaultPoint } from '../faults.ts';

/** Starts `crash-worker.ts` on a database: a worker in a process of its own that kills itself at a point, or is killed from outside. */
export function spawnCrashWorker(
  urls: { readonly appUrl: string; readonly privilegedUrl: string },
  {
    point,
    deliveries,
  }: {
    readonly point: FaultPoint | null;
    /** File that gets a line for every message handed over. */
    readonly deliveries: string;
  },
): ChildProcess {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  const env = {
    NODE_ENV: 'test',
    DATABASE_APP_URL: urls.appUrl,
    DATABASE_PRIVILEGED_URL: urls.privilegedUrl,
    ENCRYPTION_KEYS: `test:${key(7)}`,
    DIGEST_KEY: key(9),
  };
  const file = join(import.meta.dirname, 'crash-worker.ts');
  const plan = JSON.stringify({ env, point, deliveries });
  return spawn(process.execPath, [file, plan], { stdio: ['ignore', 'pipe', 'inherit'] });
}
