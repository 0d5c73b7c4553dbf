import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** In a bundle this module lies elsewhere: the folder is looked for from there upwards. */
function findPrismaFolder(): string {
  const here = import.meta.dirname;
  for (let folder = here; ; folder = dirname(folder)) {
    for (const candidate of ['prisma', 'packages/core-db/prisma']) {
      const found = join(folder, candidate);
      if (existsSync(join(found, 'migrations', 'migration_lock.toml'))) return found;
    }
    // Not found: reading it then says which folder is missing.
    if (folder === dirname(folder)) return join(here, 'prisma');
  }
}

const prismaFolder = findPrismaFolder();
export const migrationsFolder = join(prismaFolder, 'migrations');
export const schemaFolder = join(prismaFolder, 'schema');

export type MigrationFile = { name: string; sql: string; checksum: string };

/** The migrations of a folder in the order they apply, with Prisma's checksum of each file. */
export async function readMigrations(folder: string = migrationsFolder): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

export async function readMigrationList(folder: string = migrationsFolder): Promise<MigrationList> {
  const migrations = await readMigrations(folder);
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** The schema files, sorted by name. */
export async function readSchemaFiles(folder: string = schemaFolder): Promise<SchemaContainer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      content: await readFile(join(folder, name), 'utf8'),
    })),
  );
}
