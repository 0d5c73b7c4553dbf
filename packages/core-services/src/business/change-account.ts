import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { requireManagedAccount, type AccessibleAccount } from './account-access.ts';
import { getAccount } from './get-account.ts';

/**
 * Runs `work` in one transaction that holds the account's row at the version the caller has seen;
 * its audit row is the work's last. Throws as `requireManagedAccount`, PRECONDITION_FAILED
 * `version.stale` and CONFLICT `business.account_closed`.
 */
export async function changeAccount(
  ctx: ServiceContext,
  { businessAccountId, version }: { readonly businessAccountId: string; readonly version: number },
  work: (tx: TenantTransaction, account: AccessibleAccount) => Promise<void>,
): Promise<BusinessAccountDetail> {
  await requireManagedAccount(ctx, businessAccountId);
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.businessAccount.updateMany({
      where: { id: businessAccountId, version },
      data: { version: { increment: 1 } },
    });
    const account = await requireManagedAccount(ctx, businessAccountId, tx);
    if (count !== 1) {
      const { id, version: current } = account;
      throw await staleVersion(tx, { type: 'BusinessAccount', id, version: current });
    }
    if (account.status !== 'ACTIVE') throw new AppError('CONFLICT', 'business.account_closed');
    await work(tx, account);
  });
  return getAccount({ ctx, input: { businessAccountId } });
}
