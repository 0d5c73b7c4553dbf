import { expect, vi } from 'vitest';
import { withConnection } from '../migrate/index.ts';

/** Waits until so many statements in the database wait for locks; fails after 10 s. */
export function untilBlocked(ownerUrl: string, count = 1): Promise<void> {
  return withConnection(ownerUrl, (watcher) =>
    vi.waitFor(
      async () => {
        const { rows } = await watcher.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows[0]?.waiting).toBeGreaterThanOrEqual(count);
      },
      { timeout: 10_000, interval: 20 },
    ),
  );
}

/** A statement that takes a lock. */
export interface Hold {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Makes contenders really meet: `hold` takes a lock in a transaction of its own, which is undone
 * once every contender waits for it. At most as many contenders as there are connections.
 */
export function collide<T>(
  ownerUrl: string,
  hold: Hold,
  contenders: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  return withConnection(ownerUrl, async (holder) => {
    await holder.query('BEGIN');
    await holder.query(hold.sql, [...hold.values]);
    const answers = Promise.allSettled(contenders.map((start) => start()));
    await untilBlocked(ownerUrl, contenders.length);
    await holder.query('ROLLBACK');
    return answers;
  });
}
