import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import type { AccountChangeOutcome } from '@freehold/core-contracts/business-changes';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import type { Act } from '../proposals/act.ts';
import { writeProposal } from '../proposals/propose.ts';
import { ownProposerOf } from '../proposals/proposer.ts';
import { repeatLost } from '../retry-races.ts';
import { requireManagedAccount, type AccountRow } from './account-access.ts';
import { listDeciders, waitingChanges } from './change-deciders.ts';
import { getAccount } from './get-account.ts';
import { advanceAccount, holdAccount, type SeenAccount } from './hold-account.ts';
import { mostWaitingChanges } from './limits.ts';

/** A change of an account that waits for a second person where it gives power over it. */
export interface AccountAct<Input extends SeenAccount> extends Act<Input> {
  /** Looks at the account as it is, which is held. */
  givesPower(tx: TenantTransaction, input: Input): Promise<boolean>;
}

/**
 * Runs `work` in one transaction that holds the account's row at the version the caller has seen;
 * its audit row is the work's last. For what takes power away. Throws as `requireManagedAccount`
 * and `advanceAccount`.
 */
export async function changeAccount(
  ctx: ServiceContext,
  seen: SeenAccount,
  work: (tx: TenantTransaction, account: AccountRow) => Promise<void>,
): Promise<BusinessAccountDetail> {
  const { businessAccountId } = seen;
  await requireManagedAccount(ctx, businessAccountId);
  await repeatLost(ctx, async (tx) => {
    const account = await advanceAccount(tx, seen);
    await requireManagedAccount(ctx, businessAccountId, tx);
    await work(tx, account);
  });
  return getAccount({ ctx, input: { businessAccountId } });
}

/**
 * Changes an account at once, or puts the change before another signatory where it gives power;
 * where nobody else signs but who gains by it, before an operator. Throws as
 * `requireManagedAccount`, as `advanceAccount`, LIMIT_EXCEEDED `business.too_many_changes`, and as
 * the act.
 */
export async function changeOrPropose<Input extends SeenAccount>(
  ctx: ServiceContext,
  act: AccountAct<Input>,
  input: Input,
): Promise<AccountChangeOutcome> {
  const { businessAccountId } = input;
  await requireManagedAccount(ctx, businessAccountId);
  const proposedChangeId = await inTransaction(ctx.db, async (tx) => {
    const account = await holdAccount(tx, input);
    await requireManagedAccount(ctx, businessAccountId, tx);
    if (await act.givesPower(tx, input)) return proposeChange(tx, ctx, account, act, input);
    await act.carryOut(tx, ctx, input);
    return null;
  });
  for (const topic of proposedChangeId === null ? act.wakes : (['messages'] as const)) {
    ctx.wake(topic);
  }
  return { ...(await getAccount({ ctx, input: { businessAccountId } })), proposedChangeId };
}

async function proposeChange<Input extends SeenAccount>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  account: AccountRow,
  act: AccountAct<Input>,
  input: Input,
): Promise<string> {
  const waiting = await tx.proposal.count({
    where: waitingChanges(ctx, account.id),
  });
  if (waiting >= mostWaitingChanges) {
    throw new AppError('LIMIT_EXCEEDED', 'business.too_many_changes', {
      maximum: mostWaitingChanges,
    });
  }
  const proposer = await ownProposerOf(tx, ctx);
  const { proposedById } = proposer;
  const { action } = act;
  const deciders = await listDeciders(tx, { action, entityId: account.id, input, proposedById });
  const decider = deciders.length > 0 ? 'SIGNATORY' : 'OPERATOR';
  return writeProposal(tx, ctx, act, input, { proposer, decider });
}
