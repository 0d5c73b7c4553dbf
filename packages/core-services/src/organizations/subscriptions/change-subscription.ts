import type {
  ChangeSubscriptionInput,
  OrganizationDetail,
} from '@freehold/core-contracts/organizations';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { AppError } from '@freehold/core-contracts/errors';
import { dropKeys } from '../../api-keys/authenticate-key.ts';
import { changeOrganization } from '../change-organization.ts';
import { getOrganization } from '../get-organization.ts';
import {
  requireSubscription,
  setSubscription,
  subscriptionChanges,
  type SubscriptionChange,
} from './set-subscription.ts';
import { nextEnd, termMonthsOf, tierOf } from './term.ts';

/**
 * Puts an organization on a plan: another plan, or one that has ended or was cancelled, begins a
 * term now; for the running one only `autoRenew` changes. Throws as `changeOrganization`, CONFLICT
 * `subscription.suspended`, INVALID `subscription.no_term` for a renewal of what does not run out,
 * PRECONDITION_FAILED `version.stale`.
 */
export async function changeSubscription({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeSubscriptionInput;
}): Promise<OrganizationDetail> {
  const { organizationId, plan, autoRenew, reason } = input;
  if (autoRenew && termMonthsOf[plan] === null) {
    throw new AppError('INVALID', 'subscription.no_term', { plan });
  }
  await changeOrganization(ctx, organizationId, 'OPERATE', {}, async (tx) => {
    const before = await requireSubscription(tx, input);
    if (before.status === 'SUSPENDED') throw new AppError('CONFLICT', 'subscription.suspended');
    const isRunning = before.plan === plan && before.status === 'ACTIVE';
    const now = ctx.clock();
    const data: SubscriptionChange = isRunning
      ? { autoRenew }
      : {
          ...{ plan, autoRenew, status: 'ACTIVE', startedAt: now },
          ...{ expiresAt: nextEnd(plan, now, now), renewedAt: null },
          ...{ cancelledAt: null, noticedEnd: null },
        };
    await setSubscription(tx, ctx, before, data);
    await tx.organization.updateMany({
      where: { id: organizationId },
      data: { tier: tierOf[plan] },
    });
    await recordAudit(tx, ctx, {
      action: 'subscription.change',
      entityType: 'Organization',
      entityId: organizationId,
      organizationId,
      reason,
      changes: subscriptionChanges(before, data),
    });
  });
  dropKeys(ctx);
  ctx.wake('webhooks');
  return getOrganization({ ctx, input: { organizationId } });
}
