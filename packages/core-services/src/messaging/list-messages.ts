import type { ListMessagesInput, MessagePage } from '@freehold/core-contracts/messages';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { messageSummaryFields } from './message-fields.ts';

/** A page of the tenant's messages, newest first. */
export async function listMessages({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListMessagesInput;
}): Promise<MessagePage> {
  const where = toMessageWhere(input);
  const [items, total] = await Promise.all([
    ctx.db.outboundMessage.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: messageSummaryFields,
    }),
    ctx.db.outboundMessage.count({ where }),
  ]);
  return toPage(items, total, input);
}

/** The filter of a list of messages. */
export function toMessageWhere(
  input: Omit<ListMessagesInput, 'page' | 'limit'>,
): Prisma.OutboundMessageWhereInput {
  const { search, channel, status, template } = input;
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(status === undefined || status.length === 0 ? {} : { status: { in: status } }),
    ...(template === undefined ? {} : { template }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

function matchesWord(word: string): Prisma.OutboundMessageWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  return { OR: [{ recipient: contains }, { subject: contains }, { entityId: contains }] };
}
