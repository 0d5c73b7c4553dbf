import { mostRules, mostSignatories, SetRulesInput } from '@freehold/core-contracts/business';
import type { AccountChangeOutcome } from '@freehold/core-contracts/business-changes';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { tellLedgerOfBands } from './auth-rules.ts';
import { changeOrPropose, type AccountAct } from './change-account.ts';
import { accountSubject, ofAccount } from './change-deciders.ts';
import { givesBandPower } from './gives-power.ts';
import { advanceAccount } from './hold-account.ts';
import { tellSignatory } from './tell-signatories.ts';
import { assertReachable, writeRules } from './write-rules.ts';

export const setRulesAct: AccountAct<SetRulesInput> = {
  ...ofAccount,
  action: 'businessAccount.setRules',
  wakes: ['outbox'],
  schema: SetRulesInput,
  reasonOf: ({ reason }) => reason ?? '',
  async givesPower(tx, { businessAccountId, rules }) {
    const before = await tx.businessRule.findMany({
      where: { businessAccountId },
      take: mostRules,
      select: {
        fromAmount: true,
        minimumWeight: true,
        minimumApprovers: true,
        requiredRole: true,
        isInitiatorCounted: true,
      },
    });
    const bands = before.map((rule) => ({ ...rule, fromAmount: rule.fromAmount.toFixed() }));
    return givesBandPower(bands, rules);
  },
  async look(tx, _ctx, input) {
    const { subject } = await accountSubject(tx, input);
    assertReachable(input.rules, await listSigners(tx, input.businessAccountId));
    return subject;
  },
  async carryOut(tx, ctx, input) {
    const { approvalTtlHours, rules, reason } = input;
    const account = await advanceAccount(tx, input);
    const signatories = await listSigners(tx, account.id);
    await tx.businessAccount.updateMany({ where: { id: account.id }, data: { approvalTtlHours } });
    const written = await writeRules(tx, account.id, rules, signatories);
    await tellLedgerOfBands(tx, ctx, account);
    for (const { userId } of signatories) {
      await tellSignatory(tx, ctx, 'business.rulesChanged', account, userId);
    }
    await recordAudit(tx, ctx, {
      action: 'businessAccount.setRules',
      entityType: 'BusinessAccount',
      entityId: account.id,
      organizationId: account.organizationId,
      reason,
      changes: {
        approvalTtlHours: { before: account.approvalTtlHours, after: approvalTtlHours },
        rules: written,
      },
    });
    return account.version;
  },
};

/**
 * Sets an account's bands and how long a transfer waits: at once where no amount needs less than
 * before, else it is proposed. What waits already goes on under the band it began with. Throws as
 * `changeOrPropose` and CONFLICT `business.rule_unreachable`.
 */
export function setRules({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetRulesInput;
}): Promise<AccountChangeOutcome> {
  return changeOrPropose(ctx, setRulesAct, input);
}

function listSigners(tx: TenantTransaction, businessAccountId: string) {
  return tx.businessSignatory.findMany({
    where: { businessAccountId, isActive: true },
    take: mostSignatories,
    select: { userId: true, role: true, weight: true },
  });
}
