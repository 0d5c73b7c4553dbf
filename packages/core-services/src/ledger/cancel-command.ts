import type { CommandSummary, ManageCommandInput } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import { applyFailure } from './command-compensation.ts';
import { manageCommand } from './manage-command.ts';

/** Gives a command up that failed or has not been taken yet; it never reaches the ledger then. Throws as `manageCommand`. */
export function cancelCommand({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ManageCommandInput;
}): Promise<CommandSummary> {
  return manageCommand(ctx, input, {
    action: 'cancel',
    from: ['FAILED', 'PENDING'],
    data: { status: 'CANCELLED' },
    effect: applyFailure,
  });
}
