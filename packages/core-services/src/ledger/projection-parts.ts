import type { EventBatch, LedgerEvent } from './ledger-gateway.ts';
import { findHandling } from './projections/find-handler.ts';
import type { BatchHandler, Projection } from './projections/projection.ts';

export interface Checkpoint {
  readonly lastBlock: bigint;
  readonly lastEventIndex: number;
}

/** What a projector does in one transaction. */
export interface Part {
  /** In the ledger's order; those that are other projections' business are left out. */
  readonly events: readonly LedgerEvent[];
  /** Where the projector stands afterwards. */
  readonly through: Checkpoint;
  /** Carries the events out together; null where they are one, or none. */
  readonly handler: BatchHandler | null;
}

/** Most events of one transaction. */
export const mostTogether = 100;

/** The checkpoint of a projector that has just carried `event` out. */
export function checkpointOf({ blockNumber, eventIndex }: LedgerEvent): Checkpoint {
  return { lastBlock: blockNumber, lastEventIndex: eventIndex };
}

/**
 * Cuts a batch into transactions: events that are nobody's of this projection's move the checkpoint
 * with those before them, events of one batch handler go together, every other one alone.
 */
export function toParts(projection: Projection, { events, throughBlock }: EventBatch): Part[] {
  const parts: Part[] = [];
  for (const event of events) {
    const last = parts.at(-1);
    const through = checkpointOf(event);
    if (findHandling(projection, event).kind === 'SKIP') {
      extend(parts, last ?? { events: [], through, handler: null }, { through });
      continue;
    }
    const handler = batchHandlerOf(projection, event);
    const isFull = (last?.events.length ?? 0) >= mostTogether;
    if (last !== undefined && !isFull && (last.events.length === 0 || isSame(last, handler))) {
      extend(parts, last, { events: [...last.events, event], through, handler });
    } else {
      parts.push({ events: [event], through, handler });
    }
  }
  const last = parts.at(-1);
  if (last === undefined || last.through.lastBlock < throughBlock) {
    const through = { lastBlock: throughBlock, lastEventIndex: -1 };
    extend(parts, last ?? { events: [], through, handler: null }, { through });
  }
  return parts;
}

function extend(parts: Part[], last: Part, change: Partial<Part>): void {
  parts.splice(Math.max(0, parts.length - 1), 1, { ...last, ...change });
}

function isSame(last: Part, handler: BatchHandler | null): boolean {
  return handler !== null && last.handler === handler;
}

function batchHandlerOf(
  { batches }: Projection,
  { name, version }: LedgerEvent,
): BatchHandler | null {
  if (batches === undefined || !Object.hasOwn(batches, name)) return null;
  return batches[name]?.[version] ?? null;
}
