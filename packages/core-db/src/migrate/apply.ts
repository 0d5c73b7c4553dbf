import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { withConnection } from './connection.ts';
import { withSchemaEngine } from './engine.ts';
import { migrationsFolder, readMigrationList, readMigrations } from './folder.ts';
import { describeStatus, type MigrationStatus, readStatus } from './status.ts';

const LOCK_KEY = 'freehold.migrate';
const pollMs = 100;
export const noFilters = { externalTables: [], externalEnums: [] };

export type MigrateOptions = {
  /** The role that owns the tables; a direct connection, not one through a pooler. */
  ownerUrl: string;
  folder?: string | undefined;
  /** How long to wait for another process that is migrating; 2 minutes unless given. */
  lockTimeoutMs?: number | undefined;
};

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly status: MigrationStatus | undefined;
  constructor(message: string, status?: MigrationStatus, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

// Held by this session alone: it is gone with the process, however that ends. Asked for again and
// again, because a statement that waits for it keeps a snapshot, and CREATE INDEX CONCURRENTLY waits
// for every snapshot.
async function waitForTurn(client: Client, timeoutMs: number): Promise<void> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const { rows } = await client.query<{ isMine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS "isMine"',
      [LOCK_KEY],
    );
    if (rows[0]?.isMine === true) return;
    if (performance.now() > endMs) {
      throw new MigrationError(`Another process has been migrating for over ${timeoutMs} ms`);
    }
    await delay(pollMs);
  }
}

async function applyAll(ownerUrl: string, folder: string): Promise<string[]> {
  return withSchemaEngine(ownerUrl, async (engine) => {
    const migrationsList = await readMigrationList(folder);
    const applied = await engine.applyMigrations({ migrationsList, filters: noFilters });
    return applied.appliedMigrationNames;
  });
}

/**
 * Applies what is missing and returns the names applied, oldest first. Any number of processes may
 * call it at once; throws MigrationError when the history is broken or a migration fails.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { ownerUrl, folder = migrationsFolder, lockTimeoutMs = 120_000 } = options;
  return withConnection(ownerUrl, async (client) => {
    await waitForTurn(client, lockTimeoutMs);
    const status = await readStatus(client, await readMigrations(folder));
    if (status.isCurrent) return [];
    if (status.failed.length + status.edited.length + status.unknown.length > 0) {
      throw new MigrationError(describeStatus(status), status);
    }
    try {
      return await applyAll(ownerUrl, folder);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      const after = await readStatus(client, await readMigrations(folder));
      throw new MigrationError(`A migration failed: ${detail}`, after, { cause });
    }
  });
}

/**
 * Declares a failed migration rolled back, which it is when its script was one transaction, so that
 * its corrected file can be applied. Throws when there is no such failed migration.
 */
export async function resolveFailed(ownerUrl: string, migrationName: string): Promise<void> {
  await withSchemaEngine(ownerUrl, (engine) => engine.markMigrationRolledBack({ migrationName }));
}
