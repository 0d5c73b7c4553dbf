import { AddSignatoryInput, mostSignatories } from '@freehold/core-contracts/business';
import type { AccountChangeOutcome } from '@freehold/core-contracts/business-changes';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeOrPropose, type AccountAct } from './change-account.ts';
import { accountSubject, ofAccount } from './change-deciders.ts';
import { advanceAccount } from './hold-account.ts';
import { assertMaySign } from './require-signatory.ts';
import { tellSignatory } from './tell-signatories.ts';

export const addSignatoryAct: AccountAct<AddSignatoryInput> = {
  ...ofAccount,
  action: 'businessAccount.addSignatory',
  schema: AddSignatoryInput,
  reasonOf: ({ reason }) => reason ?? '',
  givesPower: () => Promise.resolve(true),
  async look(tx, _ctx, input) {
    const { organizationId, subject } = await accountSubject(tx, input);
    await assertAddable(tx, organizationId, input);
    return subject;
  },
  async carryOut(tx, ctx, input) {
    const account = await advanceAccount(tx, input);
    await put(tx, account.organizationId, input);
    const { userId, role, weight, reason } = input;
    await tellSignatory(tx, ctx, 'business.signatoryAdded', account, userId);
    await recordAudit(tx, ctx, {
      action: 'businessAccount.addSignatory',
      entityType: 'BusinessAccount',
      entityId: account.id,
      organizationId: account.organizationId,
      reason,
      changes: { userId, role, weight },
    });
    return account.version;
  },
};

/**
 * Proposes a member of the organization for an account's list; what waits already is none of theirs
 * once they are on it. Throws as `changeOrPropose`, CONFLICT `business.not_a_member` and
 * `business.signatory_twice`, LIMIT_EXCEEDED `business.too_many_signatories`.
 */
export function addSignatory({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AddSignatoryInput;
}): Promise<AccountChangeOutcome> {
  return changeOrPropose(ctx, addSignatoryAct, input);
}

/** Their row where they were on the list before. */
async function assertAddable(
  tx: TenantTransaction,
  organizationId: string,
  { businessAccountId, userId }: AddSignatoryInput,
) {
  await assertMaySign(tx, organizationId, [userId]);
  const known = await tx.businessSignatory.findFirst({
    where: { businessAccountId, userId },
    select: { id: true, isActive: true },
  });
  if (known?.isActive === true) throw new AppError('CONFLICT', 'business.signatory_twice');
  const count = await tx.businessSignatory.count({ where: { businessAccountId, isActive: true } });
  if (count >= mostSignatories) {
    throw new AppError('LIMIT_EXCEEDED', 'business.too_many_signatories', {
      maximum: mostSignatories,
    });
  }
  return known;
}

async function put(
  tx: TenantTransaction,
  organizationId: string,
  input: AddSignatoryInput,
): Promise<void> {
  const { businessAccountId, userId, role, weight } = input;
  const known = await assertAddable(tx, organizationId, input);
  if (known === null) {
    await tx.businessSignatory.create({
      data: { businessAccountId, userId, role, weight },
      select: { id: true },
    });
    return;
  }
  await tx.businessSignatory.updateMany({
    where: { id: known.id },
    data: { role, weight, isActive: true, version: { increment: 1 } },
  });
}
