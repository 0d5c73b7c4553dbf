import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { staleVersion } from '../audit/stale-version.ts';
import { accountFields, accountNotFound, type AccountRow } from './account-access.ts';

export interface SeenAccount {
  readonly businessAccountId: string;
  readonly version: number;
}

/**
 * Holds an account's row at the version that was seen and makes it the next one. Throws NOT_FOUND
 * `entity.not_found`, PRECONDITION_FAILED `version.stale` and CONFLICT `business.account_closed`.
 */
export function advanceAccount(tx: TenantTransaction, seen: SeenAccount): Promise<AccountRow> {
  return hold(tx, seen, 1);
}

/** The same without a new version, for what changes nothing yet. */
export function holdAccount(tx: TenantTransaction, seen: SeenAccount): Promise<AccountRow> {
  return hold(tx, seen, 0);
}

async function hold(
  tx: TenantTransaction,
  { businessAccountId: id, version }: SeenAccount,
  increment: 0 | 1,
): Promise<AccountRow> {
  const { count } = await tx.businessAccount.updateMany({
    where: { id, version },
    data: { version: { increment } },
  });
  const account = await tx.businessAccount.findFirst({
    where: { id, organization: { deletedAt: null } },
    select: accountFields,
  });
  if (account === null) throw accountNotFound();
  if (count !== 1) {
    throw await staleVersion(tx, { type: 'BusinessAccount', id, version: account.version });
  }
  if (account.status !== 'ACTIVE') throw new AppError('CONFLICT', 'business.account_closed');
  return account;
}
