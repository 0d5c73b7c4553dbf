import type { CommandSummary, ManageCommandInput } from '@freehold/core-contracts/ledger';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { compensate } from './command-compensation.ts';
import { manageCommand } from './manage-command.ts';

/** Commands that may be put back into the queue. */
export const retryable = [
  { restingStatus: 'FAILED', commitBlock: null },
] as const satisfies readonly Prisma.OutboxCommandWhereInput[];

/**
 * Puts a failed command back into the queue with a fresh count of attempts; not one that stands in a
 * block, for the ledger would only say again what it said. Throws as `manageCommand`.
 */
export async function retryCommand({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageCommandInput;
}): Promise<CommandSummary> {
  const command = await manageCommand(ctx, input, {
    action: 'retry',
    from: retryable,
    data: {
      status: 'PENDING',
      attempts: 0,
      cancelRequestedAt: null,
      availableAt: ctx.clock(),
      errorCode: null,
      error: null,
    },
    effect: compensate.retried,
  });
  ctx.wake('outbox');
  return command;
}
