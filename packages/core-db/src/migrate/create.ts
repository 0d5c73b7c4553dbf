import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DiffOptions, findUnmigratedChanges } from './drift.ts';
import { migrationsFolder } from './folder.ts';

function toFolderName(name: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return `${stamp}_${words.replaceAll(/^_+|_+$/g, '')}`;
}

/** The generated SQL as this project wants it: no schema made, every new table behind the wall. */
export function finishScript(script: string): string {
  const own = script.replace(/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n+/, '');
  const call = '\n\nCALL protect_tenant_tables();';
  return `${own.trim()}${/\bCREATE TABLE\b/.test(own) ? call : ''}\n`;
}

/**
 * Writes a migration for what the schema files say beyond the migrations, in Prisma's format;
 * returns its path, or undefined when there is nothing to migrate.
 */
export async function createMigration(
  name: string,
  options: DiffOptions & { now?: Date | undefined },
): Promise<string | undefined> {
  const script = await findUnmigratedChanges(options);
  if (script === undefined) return undefined;
  const root = options.migrationsFolder ?? migrationsFolder;
  const folder = join(root, toFolderName(name, options.now ?? new Date()));
  await mkdir(folder);
  const path = join(folder, 'migration.sql');
  await writeFile(path, finishScript(script));
  return path;
}
