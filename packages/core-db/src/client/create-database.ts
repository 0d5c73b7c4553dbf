import { PrismaPg } from '@prisma/adapter-pg';
import { toPoolOptions } from '../driver/pool-options.ts';
import type { PoolOptions } from '../driver/pool-options.ts';
import { TenantPool } from '../driver/tenant-pool.ts';
import type { PoolUse } from '../driver/tenant-pool.ts';
import { PrismaClient } from '../generated/prisma/client.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { hiddenFields, toDataModel } from './data-model.ts';
import type { OperationObserver } from './operation-log.ts';
import { assertSafeRole } from './safe-role.ts';
import { toTenantClient } from './tenant-client.ts';
import type { TenantClient } from './types.ts';
import type { WriteObserver } from './write-log.ts';

export const TRANSACTION_MAX_WAIT_MS = 5_000;
export const TRANSACTION_TIMEOUT_MS = 10_000;
const SLOW_OPERATION_MS = 1_000;
const CLOSE_LIMIT_MS = 10_000;

export type DatabaseOptions = {
  /** Connection string of the application's role, or of the privileged one for the privileged client. */
  url: string;
  pool?: { [Name in keyof PoolOptions]?: PoolOptions[Name] | undefined } | undefined;
  /** Called after every operation, for logs and metrics. */
  onOperation?: OperationObserver | undefined;
  /** Called after every write, in a transaction after its end: for caches. */
  onWrite?: WriteObserver | undefined;
  /** From when on an operation counts as slow. */
  slowOperationMs?: number | undefined;
};

export type Database = {
  readonly client: TenantClient;
  poolUse(): PoolUse;
  /** Asks the server for an answer; throws what the connection threw. */
  ping(): Promise<void>;
  /** Wakes whoever listens on a channel, with a text of at most 7,999 bytes; outside any tenant and any transaction. */
  notify(channel: string, text?: string): Promise<void>;
  /** Waits for what is in flight, ten seconds at most, and closes every connection. */
  close(): Promise<void>;
};

/**
 * Connects as the application's role. Throws INTERNAL `database.role_unsafe` for a role that
 * row-level security does not hold back.
 */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { pool, prisma } = await openClient(options, { isDataOnly: true, omit: hiddenFields });
  const client = toTenantClient(prisma, {
    models: toDataModel(prisma),
    log: {
      observe: options.onOperation,
      slowOperationMs: options.slowOperationMs ?? SLOW_OPERATION_MS,
      observeWrite: options.onWrite,
    },
    defaults: { maxWait: TRANSACTION_MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
  return { client, ...toControls(pool, prisma) };
}

/** Opens a pool and a Prisma client on it, once the role has been found safe. */
export async function openClient(
  options: DatabaseOptions,
  mode: { isDataOnly: boolean; omit?: Prisma.GlobalOmitConfig },
): Promise<{ pool: TenantPool; prisma: PrismaClient }> {
  const pool = new TenantPool(options.url, toPoolOptions(options.pool), mode);
  try {
    await assertSafeRole(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    errorFormat: 'minimal',
    ...(mode.omit ? { omit: mode.omit } : {}),
    transactionOptions: { maxWait: TRANSACTION_MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
  return { pool, prisma };
}

/** What every database handle can do beside its client. */
export function toControls(pool: TenantPool, prisma: PrismaClient): Omit<Database, 'client'> {
  let closing: Promise<void> | undefined;
  return {
    poolUse: () => pool.use,
    ping: async () => {
      await pool.query('select 1');
    },
    notify: async (channel, text = '') => {
      await pool.query({ text: `select pg_notify($1, $2)`, values: [channel, text] });
    },
    close: () => {
      closing ??= closeAll(pool, prisma);
      return closing;
    },
  };
}

async function closeAll(pool: TenantPool, prisma: PrismaClient): Promise<void> {
  // Prisma breaks off every open transaction when it disconnects: those get their time first.
  await pool.whenQuiet(CLOSE_LIMIT_MS);
  await prisma.$disconnect();
  await pool.end();
}
