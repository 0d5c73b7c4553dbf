import type { DeadLetterPage, ListDeadLettersInput } from '@freehold/core-contracts/ledger';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';

export const deadLetterFields = {
  id: true,
  projectorName: true,
  channel: true,
  blockNumber: true,
  eventIndex: true,
  fabricTxId: true,
  eventName: true,
  eventVersion: true,
  reason: true,
  rawPayload: true,
  status: true,
  attempts: true,
  createdAt: true,
  resolvedAt: true,
  version: true,
} as const satisfies Prisma.EventDLQSelect;

/** A page of the events that could not be handled, newest first unless asked otherwise. */
export async function listDeadLetters({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListDeadLettersInput;
}): Promise<DeadLetterPage> {
  const where = input.status === undefined ? {} : { status: input.status };
  const { field, direction } = input.sort ?? { field: 'createdAt', direction: 'desc' };
  const [items, total] = await Promise.all([
    ctx.db.eventDLQ.findMany({
      where,
      orderBy: [{ [field]: direction }, { id: direction }],
      ...pageWindow(input),
      select: deadLetterFields,
    }),
    ctx.db.eventDLQ.count({ where }),
  ]);
  return toPage(items, total, input);
}
