import type { CreditsView, GrantCreditsInput } from '@freehold/core-contracts/credits';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { changeOrganization } from '../change-organization.ts';
import { tellManagers } from '../tell-managers.ts';
import { applyChange, callersKey, findSameEntry, type CreditChange } from './credit-entry.ts';

/**
 * Gives an organization credits. The same key again gives what it gave. Throws as
 * `changeOrganization`, CONFLICT `credits.key_reused` and `credits.too_many`.
 */
export async function grantCredits({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GrantCreditsInput;
}): Promise<CreditsView> {
  const { organizationId, amount, reason } = input;
  const change: CreditChange = {
    ...{ organizationId, amount, reason },
    kind: 'GRANT',
    idempotencyKey: callersKey(input.idempotencyKey),
  };
  const view = await changeOrganization(
    ctx,
    organizationId,
    'OPERATE',
    {},
    async (tx, { name }) => {
      const same = await findSameEntry(tx, change);
      if (same !== null) return { organizationId, scanCredits: same.balanceAfter };
      const { id, balanceAfter } = await applyChange(tx, ctx, change);
      await tellManagers(tx, ctx, {
        organizationId,
        kind: 'organization.creditsReceived',
        parameters: { organization: name, amount, from: null },
        cause: `creditsReceived:${id}`,
      });
      await recordAudit(tx, ctx, {
        action: 'credits.grant',
        entityType: 'Organization',
        entityId: organizationId,
        organizationId,
        reason,
        changes: { scanCredits: { before: balanceAfter - amount, after: balanceAfter } },
      });
      return { organizationId, scanCredits: balanceAfter };
    },
  );
  ctx.wake('webhooks');
  return view;
}
