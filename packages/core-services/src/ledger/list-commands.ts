import type { CommandStatus } from '@freehold/core-contracts/enums';
import type { CommandPage, ListCommandsInput } from '@freehold/core-contracts/ledger';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';

export const commandSummaryFields = {
  id: true,
  service: true,
  commandType: true,
  requestId: true,
  aggregateKey: true,
  status: true,
  attempts: true,
  availableAt: true,
  submittedAt: true,
  fabricTxId: true,
  commitBlock: true,
  errorCode: true,
  error: true,
  createdAt: true,
  version: true,
} as const satisfies Prisma.OutboxCommandSelect;

/** A page of the tenant's commands, newest first unless asked otherwise. */
export async function listCommands({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListCommandsInput;
}): Promise<CommandPage> {
  const where = toWhere(input);
  const direction = input.sort?.direction ?? 'desc';
  const [items, total] = await Promise.all([
    ctx.db.outboxCommand.findMany({
      where,
      // An id is of the time it was made at (a run's and a proposal's commands: of the run and the proposal).
      orderBy: { id: direction },
      ...pageWindow(input),
      select: commandSummaryFields,
    }),
    ctx.db.outboxCommand.count({ where }),
  ]);
  return toPage(items, total, input);
}

function toWhere({
  status,
  commandType,
  search,
}: ListCommandsInput): Prisma.OutboxCommandWhereInput {
  return {
    ...(status === undefined || status.length === 0
      ? {}
      : { status: { in: status }, restingStatus: { in: status.map(toRestingStatus) } }),
    ...(commandType === undefined ? {} : { commandType }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

/** What the indexes know of a status. */
function toRestingStatus(status: CommandStatus): CommandStatus {
  return status === 'LOCKED' || status === 'SUBMITTED' ? 'PENDING' : status;
}

/** What a word of a search for commands is looked for in. */
export function matchesWord(word: string): Prisma.OutboxCommandWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  return { OR: [{ requestId: contains }, { aggregateKey: contains }, { fabricTxId: contains }] };
}
