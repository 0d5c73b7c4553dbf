import {
  mostPerCall,
  type DeadLetterFilter,
  type ManageDeadLettersInput,
  type ManyResult,
} from '@freehold/core-contracts/pipeline';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { actOnMany } from './act-on-many.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { replayDeadLetter } from './replay-dead-letter.ts';

interface Request {
  readonly ctx: ServiceContext;
  readonly input: ManageDeadLettersInput;
}

/** Carries every open event that fits the filter out, in the ledger's order, at most 500 at a call; each with its audit row. */
export function replayDeadLetters(request: Request): Promise<ManyResult> {
  return manageMany(request, replayDeadLetter);
}

/** Decides that no open event that fits the filter is ever to take effect, at most 500 at a call; each with its audit row. */
export function discardDeadLetters(request: Request): Promise<ManyResult> {
  return manageMany(request, discardDeadLetter);
}

async function manageMany(
  { ctx, input }: Request,
  act: (request: {
    ctx: ServiceContext;
    input: { deadLetterId: string; version: number; reason: string };
  }) => Promise<unknown>,
): Promise<ManyResult> {
  const { filter, isDryRun, reason } = input;
  const where = toWhere(filter);
  return actOnMany({
    isDryRun,
    count: (take) => ctx.db.eventDLQ.count({ where, take }),
    list: () =>
      ctx.db.eventDLQ.findMany({
        where,
        orderBy: [{ channel: 'asc' }, { blockNumber: 'asc' }, { eventIndex: 'asc' }],
        take: mostPerCall,
        select: { id: true, version: true },
      }),
    act: async ({ id, version }) => {
      await act({ ctx, input: { deadLetterId: id, version, reason } });
    },
  });
}

function toWhere(filter: DeadLetterFilter): Prisma.EventDLQWhereInput {
  const { projectorName, eventName, createdFrom, createdTo } = filter;
  return {
    status: 'OPEN',
    ...(projectorName === undefined ? {} : { projectorName }),
    ...(eventName === undefined ? {} : { eventName }),
    ...(createdFrom === undefined && createdTo === undefined
      ? {}
      : {
          createdAt: {
            ...(createdFrom === undefined ? {} : { gte: createdFrom }),
            ...(createdTo === undefined ? {} : { lt: createdTo }),
          },
        }),
  };
}
