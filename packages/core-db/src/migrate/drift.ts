import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { noFilters } from './apply.ts';
import { withSchemaEngine } from './engine.ts';
import { migrationsFolder, readMigrationList, readSchemaFiles, schemaFolder } from './folder.ts';

export type DiffOptions = {
  /** Its server takes a shadow database for the comparison; the role needs CREATEDB. */
  ownerUrl: string;
  migrationsFolder?: string | undefined;
  schemaFolder?: string | undefined;
};

async function toTargets(
  options: DiffOptions,
): Promise<{ migrations: DiffTarget; schema: DiffTarget }> {
  const list = await readMigrationList(options.migrationsFolder ?? migrationsFolder);
  const files = await readSchemaFiles(options.schemaFolder ?? schemaFolder);
  return {
    migrations: { tag: 'migrations', ...list },
    schema: { tag: 'schemaDatamodel', files },
  };
}

async function diff(url: string, from: DiffTarget, to: DiffTarget): Promise<string | undefined> {
  const result = await withSchemaEngine(url, (engine) =>
    engine.diff({ from, to, script: true, exitCode: true, filters: noFilters }),
  );
  return result.exitCode === 2 ? (result.stdout ?? '').trim() : undefined;
}

/** The SQL that would bring the migrations up to the schema files; undefined when they agree. */
export async function findUnmigratedChanges(options: DiffOptions): Promise<string | undefined> {
  const { migrations, schema } = await toTargets(options);
  return diff(options.ownerUrl, migrations, schema);
}

/** The SQL that would bring this database back to the schema files; undefined when they agree. */
export async function findDatabaseDrift(options: DiffOptions): Promise<string | undefined> {
  const { schema } = await toTargets(options);
  const files = await readSchemaFiles(options.schemaFolder ?? schemaFolder);
  const live: DiffTarget = {
    tag: 'schemaDatasource',
    files,
    configDir: options.schemaFolder ?? schemaFolder,
  };
  return diff(options.ownerUrl, live, schema);
}
