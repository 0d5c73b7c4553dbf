import { listProjects } from './tooling/vitest/src/index.ts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: listProjects(import.meta.dirname),
    globalSetup: ['./tooling/vitest/src/cluster.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    env: { NODE_ENV: 'test', TZ: 'UTC' },
  },
});
