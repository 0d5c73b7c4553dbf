import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * `prisma generate` wants the native schema engine, which it does not use: naming any program that
 * exists keeps it from fetching one, so that this works without a network.
 */
const require = createRequire(import.meta.url);
const manifest = require.resolve('prisma/package.json');
const { bin } = require(manifest) as { bin: { prisma: string } };
const child = spawn(
  process.execPath,
  [join(dirname(manifest), bin.prisma), 'generate', ...process.argv.slice(2)],
  {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  },
);
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
