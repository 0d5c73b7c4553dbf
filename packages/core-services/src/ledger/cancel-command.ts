import { AppError } from '@freehold/core-contracts/errors';
import {
  mainChannel,
  type CommandSummary,
  type ManageCommandInput,
} from '@freehold/core-contracts/ledger';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { compensate, type CommandContents } from './command-compensation.ts';
import { lockHead } from './embedded-head.ts';
import { manageCommand } from './manage-command.ts';

/** Commands that may be given up; one that waits for another attempt may be on its way to the ledger. */
export const cancellable = [
  { status: 'FAILED' },
  { status: 'PENDING', fabricTxId: null },
] as const satisfies readonly Prisma.OutboxCommandWhereInput[];

/**
 * Gives a command up that failed, or that the ledger was never told of. What it had put on its way
 * is taken back, once: the chain stands still while it is asked whether it has the command, and
 * takes none that was given up. Throws as `manageCommand`, and CONFLICT `command.on_ledger` for one
 * that the ledger has after all: a retry settles it.
 */
export function cancelCommand({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageCommandInput;
}): Promise<CommandSummary> {
  return manageCommand(ctx, input, {
    action: 'cancel',
    from: cancellable,
    data: { status: 'CANCELLED' },
    effect: giveUp,
  });
}

async function giveUp(
  tx: TenantTransaction,
  ctx: ServiceContext,
  command: CommandContents,
): Promise<void> {
  // In a block and refused there: what follows from it was done when it was settled.
  if (command.commitBlock !== null) return;
  await lockHead(tx, mainChannel, ctx.clock());
  const onLedger = await tx.ledgerTransaction.findFirst({
    where: { commandId: command.id },
    select: { blockNumber: true },
  });
  if (onLedger !== null) {
    const blockNumber = onLedger.blockNumber.toString();
    throw new AppError('CONFLICT', 'command.on_ledger', { blockNumber });
  }
  await compensate.cancelled(tx, ctx, command);
}
