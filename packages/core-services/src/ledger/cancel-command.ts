import type { CommandSummary, ManageCommandInput } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import { applyFailure } from './command-compensation.ts';
import { manageCommand } from './manage-command.ts';

/**
 * Gives a command up that failed, or that the ledger was never told of: one that waits for another
 * attempt may be on its way there. Throws as `manageCommand`.
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
    from: [{ status: 'FAILED' }, { status: 'PENDING', fabricTxId: null }],
    data: { status: 'CANCELLED' },
    effect: applyFailure,
  });
}
