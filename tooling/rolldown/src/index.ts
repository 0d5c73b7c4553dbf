import { cpSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { InputOptions, OutputOptions, Plugin } from 'rolldown';

type BundleOptions = InputOptions & { output: OutputOptions };

const SCOPE = '@node-rs';
const NATIVES = ['argon2', 'bcrypt'];

function packageFolder(name: string, appFolder: string): string {
  return realpathSync(join(appFolder, 'node_modules', name));
}

// What cannot be inside one file lies beside it: the native code of the password hashes, which their
// loaders look up as packages.
function copyNative(appFolder: string): Plugin {
  return {
    name: 'copy-native',
    writeBundle({ dir = 'dist' }) {
      const services = packageFolder('@freehold/core-services', appFolder);
      const target = join(resolve(appFolder, dir), 'node_modules', SCOPE);
      for (const native of NATIVES) {
        const siblings = dirname(realpathSync(join(services, 'node_modules', SCOPE, native)));
        for (const name of readdirSync(siblings).filter((item) => item.startsWith(native))) {
          const options = { recursive: true, dereference: true };
          cpSync(join(siblings, name), join(target, name), options);
        }
      }
    },
  };
}

// Readiness compares the migrations with the database; core-db finds them beside the bundle.
function copyMigrations(appFolder: string): Plugin {
  return {
    name: 'copy-migrations',
    writeBundle({ dir = 'dist' }) {
      const database = packageFolder('@freehold/core-db', appFolder);
      const target = join(resolve(appFolder, dir), 'prisma', 'migrations');
      cpSync(join(database, 'prisma', 'migrations'), target, { recursive: true });
    },
  };
}

/**
 * Bundles `src/server.ts` of an application into `dist/server.js`. The folder `dist` is all that a
 * bare Node of the same platform needs.
 */
export function bundleServer(appFolder: string, dir = 'dist'): BundleOptions {
  return {
    cwd: appFolder,
    input: 'src/server.ts',
    platform: 'node',
    external: [/^@node-rs\//, /\.node$/, 'pg-native', 'pg-cloudflare'],
    plugins: [copyNative(appFolder), copyMigrations(appFolder)],
    // An import that is left for later would break the server when it starts, not the build.
    onLog(level, log, handler) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      handler(level, log);
    },
    output: {
      dir,
      format: 'esm',
      entryFileNames: 'server.js',
      codeSplitting: false,
      sourcemap: true,
      cleanDir: true,
    },
  };
}
