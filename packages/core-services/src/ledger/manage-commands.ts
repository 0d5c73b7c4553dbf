import type { CommandSummary } from '@freehold/core-contracts/ledger';
import {
  mostPerCall,
  type CommandFilter,
  type ManageCommandsInput,
  type ManyResult,
} from '@freehold/core-contracts/pipeline';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { searchWords } from '../search-text.ts';
import { cancelCommand, cancellable } from './cancel-command.ts';
import { actOnMany } from './act-on-many.ts';
import { matchesWord } from './list-commands.ts';
import { retryable, retryCommand } from './retry-command.ts';

interface Request {
  readonly ctx: ServiceContext;
  readonly input: ManageCommandsInput;
}

/** Puts every failed command that fits the filter back into the queue, the oldest first, at most 500 at a call; each with its audit row. */
export function retryCommands(request: Request): Promise<ManyResult> {
  return manageMany(request, retryable, retryCommand);
}

/** Gives up every command that fits the filter and may be given up, the oldest first, at most 500 at a call; each with its audit row. */
export function cancelCommands(request: Request): Promise<ManyResult> {
  return manageMany(request, cancellable, cancelCommand);
}

async function manageMany(
  { ctx, input }: Request,
  from: readonly Prisma.OutboxCommandWhereInput[],
  act: (request: {
    ctx: ServiceContext;
    input: { commandId: string; version: number; reason: string };
  }) => Promise<CommandSummary>,
): Promise<ManyResult> {
  const { filter, isDryRun, reason } = input;
  const where = { AND: [{ OR: [...from] }, toWhere(filter)] };
  return actOnMany({
    isDryRun,
    count: (take) => ctx.db.outboxCommand.count({ where, take }),
    list: () =>
      ctx.db.outboxCommand.findMany({
        where,
        orderBy: { position: 'asc' },
        take: mostPerCall,
        select: { id: true, version: true },
      }),
    act: async ({ id, version }) => {
      await act({ ctx, input: { commandId: id, version, reason } });
    },
  });
}

function toWhere(filter: CommandFilter): Prisma.OutboxCommandWhereInput {
  const { commandType, errorCode, search, createdFrom, createdTo } = filter;
  return {
    ...(commandType === undefined ? {} : { commandType }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(createdFrom === undefined && createdTo === undefined
      ? {}
      : {
          createdAt: {
            ...(createdFrom === undefined ? {} : { gte: createdFrom }),
            ...(createdTo === undefined ? {} : { lt: createdTo }),
          },
        }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}
