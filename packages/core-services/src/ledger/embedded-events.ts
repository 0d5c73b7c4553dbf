import type { TenantClient } from '@freehold/core-db';
import { z } from 'zod';
import type { EventBatch, EventRange, LedgerEvent } from './ledger-gateway.ts';

const StoredEvent = z.object({ name: z.string(), version: z.int(), payload: z.unknown() });

/** Name given to an event whose stored form cannot be read; it is set aside like any unknown one. */
export const unreadableEvent = '(unreadable)';

/** Events of an embedded chain after a point; looks at `limit` blocks at most. */
export async function readEmbeddedEvents(db: TenantClient, range: EventRange): Promise<EventBatch> {
  const { channel, afterBlock, afterIndex, limit } = range;
  const head = await db.ledgerChain.findFirst({
    where: { channel, fabricChannel: null },
    select: { blockNumber: true },
  });
  const headBlock = head?.blockNumber ?? -1n;
  const lastWanted = afterBlock + BigInt(limit);
  const throughBlock = lastWanted < headBlock ? lastWanted : headBlock;
  if (throughBlock < 0n || throughBlock < afterBlock)
    return { events: [], throughBlock: afterBlock };

  const transactions = await db.ledgerTransaction.findMany({
    where: { channel, blockNumber: { gte: afterBlock, lte: throughBlock } },
    orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
    select: { txId: true, blockNumber: true, chaincode: true, events: true, createdAt: true },
  });
  const events: LedgerEvent[] = [];
  let block = -1n;
  let eventIndex = 0;
  for (const transaction of transactions) {
    if (transaction.blockNumber !== block) {
      block = transaction.blockNumber;
      eventIndex = 0;
    }
    for (const stored of toStoredEvents(transaction.events)) {
      const { txId, chaincode, createdAt: timestamp } = transaction;
      const at = { txId, channel, blockNumber: block, eventIndex, chaincode, timestamp };
      if (block > afterBlock || eventIndex > afterIndex) events.push({ ...at, ...stored });
      eventIndex += 1;
    }
  }
  return { events, throughBlock };
}

function toStoredEvents(value: unknown): z.infer<typeof StoredEvent>[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => {
    const parsed = StoredEvent.safeParse(item);
    return parsed.success ? parsed.data : { name: unreadableEvent, version: 0, payload: item };
  });
}
