import { cpSync, existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin, RolldownOptions } from 'rolldown';

const NATIVE = '@node-rs/argon2';

function packageFolder(name: string, appFolder: string): string {
  return realpathSync(join(appFolder, 'node_modules', name));
}

/*
 * What cannot be inside one file lies beside it: the native code of the password hash, which its
 * loader looks up as a package, and the migrations, which readiness compares with the database.
 */
function copyBeside(appFolder: string): Plugin {
  return {
    name: 'copy-beside',
    writeBundle({ dir = 'dist' }) {
      const services = packageFolder('@freehold/core-services', appFolder);
      const database = packageFolder('@freehold/core-db', appFolder);
      const native = realpathSync(join(services, 'node_modules', NATIVE));
      const siblings = dirname(native);
      const target = join(appFolder, dir, 'node_modules', dirname(NATIVE));
      for (const name of readdirSync(siblings)) {
        const options = { recursive: true, dereference: true } as const;
        if (name.startsWith('argon2')) cpSync(join(siblings, name), join(target, name), options);
      }
      const migrations = join(database, 'prisma', 'migrations');
      if (existsSync(migrations)) {
        cpSync(migrations, join(appFolder, dir, 'prisma', 'migrations'), { recursive: true });
      }
    },
  };
}

/**
 * Bundles `src/server.ts` of an application into `dist/server.js`. The folder `dist` is all that a
 * bare Node of the same platform needs.
 */
export function bundleServer(appFolder: string): RolldownOptions {
  return {
    cwd: appFolder,
    input: 'src/server.ts',
    platform: 'node',
    external: [/^@node-rs\//, /\.node$/, 'pg-native', 'pg-cloudflare'],
    plugins: [copyBeside(appFolder)],
    // An import that is left for later would break the server when it starts, not the build.
    onLog(level, log, handler) {
      handler(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log);
    },
    output: {
      dir: 'dist',
      format: 'esm',
      entryFileNames: 'server.js',
      codeSplitting: false,
      sourcemap: true,
      cleanDir: true,
    },
  };
}
