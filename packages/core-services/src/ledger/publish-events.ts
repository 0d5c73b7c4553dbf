/*
 * Events of the ledger for those outside. They follow the projections: an event leaves only when
 * every projection has committed it, so that whoever hears of it finds its effect. No transaction is
 * open while they are sent; two publishers at once send the same events under the same ids, which
 * the broker drops, and one of them moves the checkpoint.
 */
import type { ServiceContext } from '../context.ts';
import { readCheckpoint } from './project-events.ts';
import type { Checkpoint } from './projection-parts.ts';
import { projections } from './projections/find-handler.ts';

/** Name of the checkpoint beside those of the projections. */
export const publisherName = 'event-publisher';

/** An event as those outside get it. */
export interface PublishedEvent {
  /** The same whenever it is sent: what a broker drops duplicates by. */
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly version: number;
  readonly channel: string;
  /** Decimal. */
  readonly blockNumber: string;
  readonly eventIndex: number;
  readonly txId: string;
  /** When the ledger made it, RFC 3339. */
  readonly timestamp: string;
  readonly payload: unknown;
}

export interface PublishOptions {
  readonly ctx: ServiceContext;
  readonly channel: string;
  /** Most events sent at a time. */
  readonly batch: number;
  /** Resolves once all of them are kept by the broker, in their order. */
  readonly send: (events: readonly PublishedEvent[]) => Promise<void>;
}

/** Sends the next events of one chain; gives how many. Throws what `send` throws, and nothing has moved. */
export async function publishEvents(options: PublishOptions): Promise<number> {
  const { ctx, channel, batch, send } = options;
  const from = await readCheckpoint(ctx, publisherName, channel);
  const until = await readReached(ctx, channel);
  if (until === null || !isBefore(from, until)) return 0;
  const rows = await ctx.db.eventLog.findMany({
    where: { channel, AND: [after(from), { NOT: after(until) }] },
    orderBy: [{ blockNumber: 'asc' }, { eventIndex: 'asc' }],
    take: batch,
  });
  if (rows.length > 0) await send(rows.map((row) => toPublished(ctx, row)));
  const end = rows.at(-1);
  const last = end === undefined || rows.length < batch ? until : toCheckpoint(end);
  await ctx.db.projectorState.updateMany({
    where: { projectorName: publisherName, channel, ...from },
    data: { ...last, ...(end === undefined ? {} : { lastEventAt: end.txTimestamp }) },
  });
  return rows.length;
}

/** The checkpoint of whichever projection is furthest behind; null while one has not begun. */
async function readReached(ctx: ServiceContext, channel: string): Promise<Checkpoint | null> {
  const names = projections.map(({ name }) => name);
  const states = await ctx.db.projectorState.findMany({
    where: { channel, projectorName: { in: names } },
    select: { lastBlock: true, lastEventIndex: true },
    take: names.length,
  });
  if (states.length < names.length) return null;
  return states.reduce((least, state) => (isBefore(state, least) ? state : least));
}

function isBefore(left: Checkpoint, right: Checkpoint): boolean {
  if (left.lastBlock !== right.lastBlock) return left.lastBlock < right.lastBlock;
  return left.lastEventIndex < right.lastEventIndex;
}

function after({ lastBlock, lastEventIndex }: Checkpoint) {
  return {
    OR: [
      { blockNumber: { gt: lastBlock } },
      { blockNumber: lastBlock, eventIndex: { gt: lastEventIndex } },
    ],
  };
}

interface EventRow {
  readonly id: string;
  readonly fabricTxId: string;
  readonly blockNumber: bigint;
  readonly eventIndex: number;
  readonly channel: string;
  readonly eventName: string;
  readonly eventVersion: number;
  readonly payload: unknown;
  readonly txTimestamp: Date;
}

function toCheckpoint({ blockNumber, eventIndex }: EventRow): Checkpoint {
  return { lastBlock: blockNumber, lastEventIndex: eventIndex };
}

function toPublished(ctx: ServiceContext, row: EventRow): PublishedEvent {
  return {
    id: row.id,
    tenant: ctx.tenant.slug,
    name: row.eventName,
    version: row.eventVersion,
    channel: row.channel,
    blockNumber: row.blockNumber.toString(),
    eventIndex: row.eventIndex,
    txId: row.fabricTxId,
    timestamp: row.txTimestamp.toISOString(),
    payload: row.payload,
  };
}
