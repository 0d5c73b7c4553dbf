import type {
  BusinessAccountDetail,
  OpenBusinessAccountInput,
} from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeOrganization } from '../organizations/change-organization.ts';
import { tellLedgerOfBands } from './auth-rules.ts';
import { getAccount } from './get-account.ts';
import { mostAccounts } from './limits.ts';
import { assertMaySign } from './require-signatory.ts';
import { tellSignatory } from './tell-signatories.ts';
import { writeRules } from './write-rules.ts';

/**
 * Opens an account of an organization with a wallet of its own, its first signatories and its
 * bands; the organization's owner does. Throws as `requireOrganization`, CONFLICT
 * `business.not_a_member`, `business.signatory_twice` and `business.rule_unreachable`,
 * LIMIT_EXCEEDED `business.too_many_accounts`.
 */
export async function openAccount({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: OpenBusinessAccountInput;
}): Promise<BusinessAccountDetail> {
  const { organizationId, signatories } = input;
  const userIds = signatories.map(({ userId }) => userId);
  if (new Set(userIds).size !== userIds.length) {
    throw new AppError('CONFLICT', 'business.signatory_twice');
  }
  const businessAccountId = await changeOrganization(
    ctx,
    organizationId,
    'OWN',
    {},
    async (tx, { ownRole }) => {
      if (ownRole !== 'OWNER') {
        throw new AppError('FORBIDDEN', 'organization.role_missing', { need: 'OWN' });
      }
      const opened = await tx.businessAccount.count({ where: { organizationId } });
      if (opened >= mostAccounts) {
        throw new AppError('LIMIT_EXCEEDED', 'business.too_many_accounts', {
          maximum: mostAccounts,
        });
      }
      await assertMaySign(tx, organizationId, userIds);
      return writeAccount(tx, ctx, input);
    },
  );
  ctx.wake('outbox');
  return getAccount({ ctx, input: { businessAccountId } });
}

async function writeAccount(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { organizationId, name, approvalTtlHours, signatories, rules }: OpenBusinessAccountInput,
): Promise<string> {
  const at = { createdAt: ctx.clock(), updatedAt: ctx.clock() };
  const wallet = await tx.wallet.create({
    data: { kind: 'ORGANIZATION', organizationId, name, ...at },
    select: { id: true },
  });
  const account = await tx.businessAccount.create({
    data: { organizationId, walletId: wallet.id, name, approvalTtlHours, ...at },
    select: { id: true },
  });
  const businessAccountId = account.id;
  await tx.businessSignatory.createMany({
    data: signatories.map((signatory) => ({ ...signatory, businessAccountId, ...at })),
  });
  const written = await writeRules(tx, businessAccountId, rules, signatories);
  await tellLedgerOfBands(tx, ctx, { id: businessAccountId, organizationId });
  for (const { userId } of signatories) {
    await tellSignatory(
      tx,
      ctx,
      'business.signatoryAdded',
      { id: businessAccountId, name },
      userId,
    );
  }
  await recordAudit(tx, ctx, {
    action: 'businessAccount.open',
    entityType: 'BusinessAccount',
    entityId: businessAccountId,
    organizationId,
    changes: {
      ...{ name, walletId: wallet.id, approvalTtlHours },
      signatories: signatories.map((signatory) => ({ ...signatory })),
      rules: written,
    },
  });
  return businessAccountId;
}
