/*
 * Counts the calls of API keys. A call is counted in memory and written with all others of its
 * organization in one transaction, at the latest after a second: a transaction for every call would
 * make an organization's calls wait for one another at its row. What a process has counted it
 * writes before it stops; only one that is killed loses what it counted in its last second. A write
 * whose outcome is unknown is done again: calls are counted at least once.
 */
import {
  inTransaction,
  withTenant,
  type TenantClient,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceLogger } from '../service-logger.ts';

export interface CountedCall {
  readonly tenantId: string;
  readonly organizationId: string;
  readonly apiKeyId: string;
  readonly isError: boolean;
  readonly ip: string | null;
}

export interface UsageCounter {
  /** Counts a call; never waits, never throws. */
  count(call: CountedCall): void;
  /** Writes what has been counted so far; what cannot be written is kept for the next time. */
  flush(): Promise<void>;
  /** Writes the rest and stops; to be called when no more calls come. Throws when it could not be written. */
  close(): Promise<void>;
}

export interface UsageCounterOptions {
  readonly db: TenantClient;
  readonly clock: () => Date;
  readonly logger: ServiceLogger;
  readonly flushMs?: number;
}

/** Longest time between a call and its place in the table. */
export const usageFlushMs = 1_000;
/** A key's time of last use is written at most this often by a process, and in all. */
export const lastUsedIntervalMs = 60_000;
const hourMs = 60 * 60_000;
const maxPending = 10_000;
const atOnce = 4;

interface Count {
  calls: number;
  errors: number;
}

/** What one organization's keys did since the last write. */
interface Pending {
  readonly tenantId: string;
  readonly organizationId: string;
  readonly hours: Map<string, Count & { apiKeyId: string; periodStart: Date }>;
  readonly uses: Map<string, { at: Date; ip: string | null }>;
}

/** A counter of one process. */
export function createUsageCounter(options: UsageCounterOptions): UsageCounter {
  const { db, clock, logger, flushMs = usageFlushMs } = options;
  let pending = new Map<string, Pending>();
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush(), flushMs).unref();

  function flush(): Promise<void> {
    running = running.then(async () => {
      const batch = [...pending.values()];
      pending = new Map();
      for (let from = 0; from < batch.length; from += atOnce) {
        await Promise.all(batch.slice(from, from + atOnce).map(writeOrKeep));
      }
    });
    return running;
  }

  async function writeOrKeep(part: Pending): Promise<void> {
    try {
      await withTenant(part.tenantId, () => inTransaction(db, (tx) => write(tx, part)));
    } catch (error) {
      merge(pending, part);
      logger.warn({ err: error, organizationId: part.organizationId }, 'Usage was not written yet');
    }
  }

  return {
    count(call) {
      const at = clock();
      const { tenantId, organizationId, apiKeyId, ip } = call;
      const periodStart = new Date(Math.floor(at.getTime() / hourMs) * hourMs);
      const count = { calls: 1, errors: call.isError ? 1 : 0, apiKeyId, periodStart };
      merge(pending, {
        tenantId,
        organizationId,
        hours: new Map([[`${apiKeyId}:${periodStart.getTime()}`, count]]),
        uses: new Map([[apiKeyId, { at, ip }]]),
      });
      if (pending.size >= maxPending) void flush();
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
      // What failed just now is tried once more before it is given up.
      await flush();
      if (pending.size > 0) throw new Error('Usage could not be written before the end');
    },
  };
}

function merge(into: Map<string, Pending>, part: Pending): void {
  const known = into.get(part.organizationId);
  if (known === undefined) {
    into.set(part.organizationId, part);
    return;
  }
  for (const [key, more] of part.hours) {
    const count = known.hours.get(key);
    if (count === undefined) known.hours.set(key, more);
    else {
      count.calls += more.calls;
      count.errors += more.errors;
    }
  }
  for (const [key, use] of part.uses) {
    const last = known.uses.get(key);
    if (last === undefined || last.at < use.at) known.uses.set(key, use);
  }
}

// The organization's row is locked before any other: two processes with the same keys in another
// order never wait for each other.
async function write(tx: TenantTransaction, part: Pending): Promise<void> {
  const { organizationId, uses } = part;
  const rows = await tx.apiKey.findMany({
    where: { id: { in: [...uses.keys()] }, organizationId },
    select: { id: true },
    take: maxPending,
  });
  // An organization that is gone for good took its keys and their counts along.
  const known = new Set(rows.map(({ id }) => id));
  const counts = [...part.hours.values()].filter(({ apiKeyId }) => known.has(apiKeyId));
  const calls = counts.reduce((sum, count) => sum + count.calls, 0);
  if (calls === 0) return;
  await tx.organization.updateMany({
    where: { id: organizationId },
    data: { apiCallsUsed: { increment: calls } },
  });
  for (const count of counts) await addHour(tx, organizationId, count);
  for (const [apiKeyId, { at, ip }] of uses) await touch(tx, apiKeyId, at, ip);
}

async function addHour(
  tx: TenantTransaction,
  organizationId: string,
  { apiKeyId, periodStart, calls, errors }: Count & { apiKeyId: string; periodStart: Date },
): Promise<void> {
  const data = { callCount: { increment: calls }, errorCount: { increment: errors } };
  const where = { apiKeyId, periodStart };
  if ((await tx.usageLog.updateMany({ where, data })).count > 0) return;
  await tx.usageLog.createMany({
    data: [{ organizationId, apiKeyId, periodStart }],
    skipDuplicates: true,
  });
  await tx.usageLog.updateMany({ where, data });
}

async function touch(
  tx: TenantTransaction,
  id: string,
  at: Date,
  lastUsedIp: string | null,
): Promise<void> {
  const due = new Date(at.getTime() - lastUsedIntervalMs);
  await tx.apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: due } }] },
    data: { lastUsedAt: at, lastUsedIp },
  });
}
