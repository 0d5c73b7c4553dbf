import { Hono } from 'hono';
import type { Metrics } from './metrics.ts';

/** One thing that must hold for the process to be ready; `detail` is public and carries no secret. */
export type Check = { name: string; isOk: boolean; detail?: string };

type HealthOptions = {
  readiness: () => Promise<Check[]>;
  /** Left out by servers whose port the public reaches: then there is no `/metrics`. */
  metrics?: Metrics;
  /** Longest wait for the checks; past it the process counts as not ready. */
  timeoutMs?: number;
};

const NOT_STORED = { 'cache-control': 'no-store' };

async function runChecks(readiness: () => Promise<Check[]>, timeoutMs: number): Promise<Check[]> {
  const late = Promise.withResolvers<Check[]>();
  const timer = setTimeout(
    () => late.resolve([{ name: 'checks', isOk: false, detail: `no answer in ${timeoutMs} ms` }]),
    timeoutMs,
  );
  try {
    return await Promise.race([readiness(), late.promise]);
  } catch {
    return [{ name: 'checks', isOk: false, detail: 'the checks failed' }];
  } finally {
    clearTimeout(timer);
  }
}

/** `/healthz` (the process lives), `/readyz` (every check holds, else 503) and `/metrics`. */
export function healthRoutes({ readiness, metrics, timeoutMs = 3000 }: HealthOptions): Hono {
  const app = new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200, NOT_STORED))
    .get('/readyz', async (c) => {
      const checks = await runChecks(readiness, timeoutMs);
      const isReady = checks.every((check) => check.isOk);
      const status = isReady ? 'ready' : 'unavailable';
      return c.json({ status, checks }, isReady ? 200 : 503, NOT_STORED);
    });
  if (metrics === undefined) return app;
  return app.get('/metrics', async (c) => {
    const { contentType, body } = await metrics.render();
    return c.body(body, 200, { ...NOT_STORED, 'content-type': contentType });
  });
}
