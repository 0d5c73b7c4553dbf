import { AppError } from '@freehold/core-contracts/errors';
import type { CommandStatus } from '@freehold/core-contracts/enums';
import type { CommandSummary, ManageCommandInput } from '@freehold/core-contracts/ledger';
import { inTransaction, type Prisma, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import type { CommandContents, EndedTransfer } from './command-compensation.ts';
import { commandSummaryFields } from './list-commands.ts';
import { recordEnded } from './record-ended.ts';

export interface CommandChange {
  /** The verb, as it stands in the audit log and in the refusal. */
  readonly action: 'retry' | 'cancel' | 'request_cancel';
  /** What a command must be for it; one of these. */
  readonly from: readonly Prisma.OutboxCommandWhereInput[];
  readonly data: Prisma.OutboxCommandUncheckedUpdateManyInput & { readonly status: CommandStatus };
  readonly effect: (
    tx: TenantTransaction,
    ctx: ServiceContext,
    command: CommandContents,
  ) => Promise<readonly EndedTransfer[]>;
}

/**
 * Moves a command that stands still. Throws NOT_FOUND `entity.not_found`, PRECONDITION_FAILED
 * `version.stale` and CONFLICT `command.not_retryable` or `command.not_cancellable`.
 */
export async function manageCommand(
  ctx: ServiceContext,
  input: ManageCommandInput,
  change: CommandChange,
): Promise<CommandSummary> {
  const { commandId: id, version, reason } = input;
  return inTransaction(ctx.db, async (tx) => {
    const [moved] = await tx.outboxCommand.updateManyAndReturn({
      where: { id, version, OR: [...change.from] },
      data: { ...change.data, version: { increment: 1 } },
      select: { ...commandSummaryFields, payload: true },
    });
    const seen = await tx.outboxCommand.findFirst({
      where: { id },
      select: { status: true, version: true },
    });
    if (seen === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'command' });
    if (moved === undefined) throw await refusal(tx, input, seen, change);
    const { payload, ...command } = moved;
    const ended = await change.effect(tx, ctx, { ...command, payload });
    await recordAudit(tx, ctx, {
      action: `command.${change.action}`,
      entityType: 'OutboxCommand',
      entityId: id,
      reason,
      changes: {
        ...{ status: command.status, attempts: command.attempts },
        ...(ended.length === 0 ? {} : { transfers: ended.map(toChange) }),
      },
    });
    await recordEnded(tx, ctx, ended, { commandId: id, reason });
    return command;
  });
}

const toChange = ({ transferId, amount, after }: EndedTransfer) => ({
  ...{ transferId, amount, status: after },
});

async function refusal(
  tx: TenantTransaction,
  input: ManageCommandInput,
  seen: { readonly status: CommandStatus; readonly version: number },
  change: CommandChange,
): Promise<AppError> {
  if (seen.version !== input.version) {
    return staleVersion(tx, { type: 'OutboxCommand', id: input.commandId, version: seen.version });
  }
  const code = change.action === 'retry' ? 'command.not_retryable' : 'command.not_cancellable';
  return new AppError('CONFLICT', code, { status: seen.status });
}
