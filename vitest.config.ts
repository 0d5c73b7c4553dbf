import { join } from 'node:path';
import { listProjects } from './tooling/vitest/src/index.ts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: listProjects(import.meta.dirname),
    globalSetup: ['./tooling/vitest/src/cluster.ts'],
    pool: 'forks',
    // A process takes one file after another and loads what they share once. So a file leaves nothing
    // behind: it ends what it opened and takes back what it replaced. One that cannot keeps a
    // vitest.config.ts with `isolate: true` in its package.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    env: {
      ...{ NODE_ENV: 'test', TZ: 'UTC' },
      // For the programs that tests start again and again.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'node'),
    },
  },
});
