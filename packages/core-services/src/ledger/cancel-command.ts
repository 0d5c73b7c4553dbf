import { AppError } from '@freehold/core-contracts/errors';
import {
  mainChannel,
  type CommandSummary,
  type ManageCommandInput,
} from '@freehold/core-contracts/ledger';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { compensate, type CommandContents, type EndedTransfer } from './command-compensation.ts';
import { lockHead } from './embedded-head.ts';
import { manageCommand } from './manage-command.ts';

/** Commands that may be given up; one that waits for another attempt may be on its way to the ledger. */
export const cancellable = [
  { restingStatus: 'FAILED' },
  { restingStatus: 'PENDING', status: 'PENDING', fabricTxId: null },
] as const satisfies readonly Prisma.OutboxCommandWhereInput[];

/** Those of them that a ledger outside may have, or may get yet. */
const maybeElsewhere = {
  status: 'FAILED',
  fabricTxId: { not: null },
  commitBlock: null,
} as const satisfies Prisma.OutboxCommandWhereInput;

/**
 * Gives a command up that failed, or that the ledger was never told of. What it had put on its way
 * is taken back, once: the chain stands still while it is asked whether it has the command, and
 * takes none that was given up. A ledger outside cannot be held still: what it may have been told of
 * goes back into the queue, and a worker gives it up once the ledger has closed its id. Throws as
 * `manageCommand`, and CONFLICT `command.on_ledger` for one that the ledger has after all: a retry
 * settles it.
 */
export async function cancelCommand({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageCommandInput;
}): Promise<CommandSummary> {
  const isAsked = await mustBeAsked(ctx, input.commandId);
  if (!isAsked) {
    const cancelled = await manageCommand(ctx, input, {
      action: 'cancel',
      from: cancellable,
      data: { status: 'CANCELLED' },
      effect: giveUp,
    });
    ctx.wake('webhooks');
    ctx.wake('notifications');
    return cancelled;
  }
  const now = ctx.clock();
  const command = await manageCommand(ctx, input, {
    action: 'request_cancel',
    from: [maybeElsewhere],
    data: { status: 'PENDING', attempts: 0, availableAt: now, cancelRequestedAt: now },
    effect: () => Promise.resolve([]),
  });
  ctx.wake('outbox');
  return command;
}

/** A chain that is a channel elsewhere stays one. */
async function mustBeAsked({ db }: ServiceContext, id: string): Promise<boolean> {
  const [chain, command] = await Promise.all([
    db.ledgerChain.findFirst({ where: { channel: mainChannel }, select: { fabricChannel: true } }),
    db.outboxCommand.findFirst({ where: { id, ...maybeElsewhere }, select: { id: true } }),
  ]);
  return command !== null && chain !== null && chain.fabricChannel !== null;
}

async function giveUp(
  tx: TenantTransaction,
  ctx: ServiceContext,
  command: CommandContents,
): Promise<readonly EndedTransfer[]> {
  // In a block and refused there: what follows from it was done when it was settled.
  if (command.commitBlock !== null) return [];
  const head = await lockHead(tx, mainChannel, ctx.clock());
  if (head.fabricChannel !== null && command.fabricTxId !== null) {
    throw new AppError('CONFLICT', 'command.not_cancellable', { status: 'FAILED' });
  }
  const onLedger = await tx.ledgerTransaction.findFirst({
    where: { commandId: command.id },
    select: { blockNumber: true },
  });
  if (onLedger !== null) {
    const blockNumber = onLedger.blockNumber.toString();
    throw new AppError('CONFLICT', 'command.on_ledger', { blockNumber });
  }
  return compensate.cancelled(tx, ctx, command);
}
