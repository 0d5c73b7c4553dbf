/*
 * Who sees a business account: its signatories, the owner and admins of its organization, and
 * operators who may read wallets. Who changes signatories and rules: the owner alone, so that
 * nobody on the list widens it. Everybody else is told that there is no such account.
 */
import type { MembershipRole, SignatoryRole } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { hasPermission } from '@freehold/core-contracts/permissions';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';

export const accountFields = {
  id: true,
  organizationId: true,
  walletId: true,
  name: true,
  status: true,
  approvalTtlHours: true,
  version: true,
} as const satisfies Prisma.BusinessAccountSelect;

/** What every verb knows of an account. */
export type AccountRow = Prisma.BusinessAccountGetPayload<{ select: typeof accountFields }>;

export interface AccessibleAccount extends AccountRow {
  /** The caller's part as an active signatory. */
  readonly ownRole: SignatoryRole | null;
  readonly canManage: boolean;
}

/** Memberships that see the accounts of an organization without being on a list. */
export const overseers: readonly MembershipRole[] = ['OWNER', 'ADMIN'];

/**
 * A business account that the caller may see. Throws NOT_FOUND `entity.not_found` to whoever has no
 * part in it.
 */
export async function requireAccount(
  ctx: ServiceContext,
  businessAccountId: string,
  tx?: TenantTransaction,
): Promise<AccessibleAccount> {
  const db = tx ?? ctx.db;
  const row = await db.businessAccount.findFirst({
    where: { id: businessAccountId, organization: { deletedAt: null } },
    select: accountFields,
  });
  if (row === null) throw accountNotFound();
  const userId = findOwnUserId(ctx);
  const membership =
    userId === null
      ? null
      : await db.membership.findFirst({
          where: { organizationId: row.organizationId, userId },
          select: { role: true },
        });
  const signatory =
    userId === null || membership === null
      ? null
      : await db.businessSignatory.findFirst({
          where: { businessAccountId, userId, isActive: true },
          select: { role: true },
        });
  const isOverseer = membership !== null && overseers.includes(membership.role);
  if (signatory === null && !isOverseer && !seesAllAccounts(ctx)) throw accountNotFound();
  return {
    ...row,
    ownRole: signatory?.role ?? null,
    canManage: membership?.role === 'OWNER',
  };
}

/** The same for whoever may change it. Throws FORBIDDEN `organization.role_missing` to who may see it only. */
export async function requireManagedAccount(
  ctx: ServiceContext,
  businessAccountId: string,
  tx?: TenantTransaction,
): Promise<AccessibleAccount> {
  const account = await requireAccount(ctx, businessAccountId, tx);
  if (account.canManage) return account;
  throw new AppError('FORBIDDEN', 'organization.role_missing', { need: 'OWN' });
}

/** True for operators who see every wallet of the tenant. */
export function seesAllAccounts({ actor }: ServiceContext): boolean {
  return actor.kind === 'OPERATOR' && hasPermission(actor.role, 'wallet.read');
}

/** The error for an account that is not there, or not for the caller. */
export function accountNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'BusinessAccount' });
}
