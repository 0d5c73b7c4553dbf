import type { EventPage, ListEventsInput } from '@freehold/core-contracts/ledger';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';

/** A page of the events that were read from the ledger, newest first unless asked otherwise. */
export async function listEvents({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListEventsInput;
}): Promise<EventPage> {
  const where: Prisma.EventLogWhereInput = {
    ...(input.eventName === undefined ? {} : { eventName: input.eventName }),
    ...(input.search === undefined ? {} : { AND: searchWords(input.search).map(matchesWord) }),
  };
  const direction = input.sort?.direction ?? 'desc';
  const [items, total] = await Promise.all([
    ctx.db.eventLog.findMany({
      where,
      orderBy: [{ blockNumber: direction }, { eventIndex: direction }],
      ...pageWindow(input),
      select: {
        id: true,
        fabricTxId: true,
        blockNumber: true,
        eventIndex: true,
        channel: true,
        chaincode: true,
        eventName: true,
        eventVersion: true,
        payload: true,
        txTimestamp: true,
        ingestedAt: true,
      },
    }),
    ctx.db.eventLog.count({ where }),
  ]);
  return toPage(items, total, input);
}

function matchesWord(word: string): Prisma.EventLogWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  return { OR: [{ fabricTxId: contains }, { eventName: contains }, { chaincode: contains }] };
}
