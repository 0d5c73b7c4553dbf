import { describe, expect, test } from 'vitest';
import { healthRoutes } from './health.ts';
import { createMetrics } from './metrics.ts';

const metrics = () => createMetrics({ service: 'test' });

describe('health', () => {
  test('a living process says so even when it is not ready', async () => {
    const app = healthRoutes({
      readiness: async () => [{ name: 'database', isOk: false }],
      metrics: metrics(),
    });
    expect((await app.request('/healthz')).status).toBe(200);
    const ready = await app.request('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.headers.get('cache-control')).toBe('no-store');
    expect(await ready.json()).toMatchObject({ checks: [{ name: 'database', isOk: false }] });
  });

  test('ready means that every check holds', async () => {
    const app = healthRoutes({
      readiness: async () => [{ name: 'database', isOk: true }],
      metrics: metrics(),
    });
    expect((await app.request('/readyz')).status).toBe(200);
  });

  test('a check that throws or hangs means not ready, and its error stays inside', async () => {
    const failing = healthRoutes({
      readiness: async () => Promise.reject(new Error('host db-17 is down')),
      metrics: metrics(),
    });
    const answer = await failing.request('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('db-17');
    const hanging = healthRoutes({
      readiness: async () => new Promise(() => {}),
      metrics: metrics(),
      timeoutMs: 20,
    });
    expect((await hanging.request('/readyz')).status).toBe(503);
  });
});

describe('metrics', () => {
  test('every measurement shows in the text', async () => {
    const all = metrics();
    all.observeQuery({ model: 'User', action: 'findMany', durationMs: 1500 });
    all.observeHttp({ method: 'GET', route: '/x', status: 200, durationMs: 12 });
    all.observeRpc({ path: 'user.list', type: 'query', outcome: 'ok', durationMs: 3 });
    all.setPoolUse({ pool: 'app', total: 4, idle: 1, waiting: 2, max: 10 });
    all.setOutbox({ kind: 'command', depth: 7, oldestAgeMs: 2500 });
    all.countCacheRead({ cache: 'user', outcome: 'hit' });
    all.onCollect(() => all.setProjectorLag({ projector: 'users', lagBlocks: 3, lagSeconds: 9 }));
    all.countMessage({ channel: 'EMAIL', outcome: 'SENT' });
    all.countCommand({ commandType: 'CREATE_USER', outcome: 'COMMITTED' });
    all.onCollect(() => Promise.reject(new Error('unreachable')));
    const app = healthRoutes({ readiness: async () => [], metrics: all });
    const answer = await app.request('/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    const labels = 'service="test"';
    for (const line of [
      `freehold_db_queries_total{model="User",action="findMany",outcome="ok",${labels}} 1`,
      `freehold_db_slow_queries_total{model="User",action="findMany",${labels}} 1`,
      `freehold_http_request_duration_seconds_count{${labels},method="GET",route="/x",status="200"} 1`,
      `freehold_rpc_duration_seconds_count{${labels},path="user.list",type="query",outcome="ok"} 1`,
      `freehold_db_pool_connections{pool="app",state="active",${labels}} 3`,
      `freehold_outbox_depth{kind="command",${labels}} 7`,
      `freehold_outbox_oldest_age_seconds{kind="command",${labels}} 2.5`,
      `freehold_projector_lag_blocks{projector="users",${labels}} 3`,
      `freehold_projector_lag_seconds{projector="users",${labels}} 9`,
      `freehold_messages_total{channel="EMAIL",outcome="SENT",${labels}} 1`,
      `freehold_ledger_commands_total{command_type="CREATE_USER",outcome="COMMITTED",${labels}} 1`,
      `freehold_cache_reads_total{cache="user",outcome="hit",${labels}} 1`,
    ]) {
      expect(text).toContain(line);
    }
  });
});
