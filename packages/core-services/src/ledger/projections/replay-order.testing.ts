import { mainChannel } from '@freehold/core-contracts/ledger';
import { toAppError } from '@freehold/core-db';
import { expect } from 'vitest';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { replayDeadLetter } from '../replay-dead-letter.ts';
import { setBack } from '../start-rebuild.ts';
import type { LedgerLife } from './ledger-life.testing.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

/** Letters of a test. */
const bound = 500;
/** Rounds of replaying what is still open: each carries at least one letter out. */
const mostRounds = 20;

/** The projection, but it cannot carry one event out. */
function failingAt(projection: Projection, { blockNumber, eventIndex }: LedgerEvent): Projection {
  const wrap =
    (handler: EventHandler): EventHandler =>
    (tx, ctx, event) => {
      if (event.blockNumber === blockNumber && event.eventIndex === eventIndex) {
        throw new ProjectionError('Not today');
      }
      return handler(tx, ctx, event);
    };
  const handlers = Object.entries(projection.handlers).map(([name, versions]) => {
    const wrapped = Object.entries(versions).map(([version, one]) => [version, wrap(one)]);
    return [name, Object.fromEntries(wrapped)] as const;
  });
  const { name, reset } = projection;
  return { name, handlers: Object.fromEntries(handlers), ...(reset && { reset }) };
}

/** Sets a projection back to block 0. */
export async function beginAgain(life: LedgerLife, projection: Projection): Promise<void> {
  const events = await life.events();
  const head = events.at(-1)?.blockNumber ?? -1n;
  const request = { projection, channel: mainChannel, head, reason: 'a test' };
  await life.money.in(() => setBack(life.money.as(), request));
}

/** Carries the whole chain out from block 0, but for one event, which is set aside. */
export async function projectWithout(
  life: LedgerLife,
  projection: Projection,
  event: LedgerEvent,
): Promise<void> {
  await beginAgain(life, projection);
  await life.project([failingAt(projection, event)]);
}

/** Letters that are open, the last first: the order of an operator who knows no better. */
export function listOpen({ money, db }: LedgerLife) {
  return money.in(() =>
    db.eventDLQ.findMany({
      where: { status: 'OPEN' },
      orderBy: [{ blockNumber: 'desc' }, { eventIndex: 'desc' }],
      take: bound,
      select: { id: true, version: true },
    }),
  );
}

/** Replays whatever is open, the last first, until nothing is; how many there were at first. */
export async function replayAll(life: LedgerLife): Promise<number> {
  const ctx = life.money.as();
  const found = (await listOpen(life)).length;
  for (let round = 0; round < mostRounds; round += 1) {
    const open = await listOpen(life);
    if (open.length === 0) return found;
    for (const { id: deadLetterId, version } of open) {
      const input = { deadLetterId, version, reason: 'Mended' };
      try {
        await life.money.in(() => replayDeadLetter({ ctx, input }));
      } catch (error) {
        expect(toAppError(error).code).toBe('dead_letter.still_fails');
      }
    }
  }
  throw new Error('Letters stay open');
}
