import {
  mostSignatories,
  type BusinessAccountDetail,
  type SetRulesInput,
} from '@freehold/core-contracts/business';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeAccount } from './change-account.ts';
import { writeRules } from './write-rules.ts';

/**
 * Sets an account's bands and how long a transfer waits; what waits already goes on under the band
 * it began with. Throws as `changeAccount` and CONFLICT `business.rule_unreachable`.
 */
export async function setRules({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetRulesInput;
}): Promise<BusinessAccountDetail> {
  const { approvalTtlHours, rules } = input;
  return changeAccount(ctx, input, async (tx, account) => {
    const { id: businessAccountId, organizationId } = account;
    const signatories = await tx.businessSignatory.findMany({
      where: { businessAccountId, isActive: true },
      take: mostSignatories,
      select: { userId: true, role: true, weight: true },
    });
    await tx.businessAccount.updateMany({
      where: { id: businessAccountId },
      data: { approvalTtlHours },
    });
    const written = await writeRules(tx, businessAccountId, rules, signatories);
    await recordAudit(tx, ctx, {
      action: 'businessAccount.setRules',
      entityType: 'BusinessAccount',
      entityId: businessAccountId,
      organizationId,
      changes: {
        approvalTtlHours: { before: account.approvalTtlHours, after: approvalTtlHours },
        rules: written,
      },
    });
  });
}
