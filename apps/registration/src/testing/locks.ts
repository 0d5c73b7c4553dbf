import { setTimeout as wait } from 'node:timers/promises';
import { withConnection } from '@freehold/core-db/migrate';

const limitMs = 10_000;
const pauseMs = 20;

/** Waits until `look` gives true; fails after 10 s. */
export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`Waited for ${what} in vain`);
    await wait(pauseMs);
  }
}

/** A table that nobody can write until it is let go. */
export interface Lock {
  release(): Promise<void>;
}

/** Lets nobody write a table; reading goes on. */
export async function lockTable(ownerUrl: string, table: string): Promise<Lock> {
  const isHeld = Promise.withResolvers<void>();
  const isReleased = Promise.withResolvers<void>();
  const holding = withConnection(ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE "${table}" IN EXCLUSIVE MODE`);
    isHeld.resolve();
    await isReleased.promise;
    await client.query('ROLLBACK');
  });
  await Promise.race([isHeld.promise, holding]);
  return {
    async release() {
      isReleased.resolve();
      await holding;
    },
  };
}
