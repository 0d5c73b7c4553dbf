import type { SubscriptionStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type {
  OrganizationDetail,
  SetSubscriptionStatusInput,
} from '@freehold/core-contracts/organizations';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { dropKeys } from '../../api-keys/authenticate-key.ts';
import { changeOrganization } from '../change-organization.ts';
import { getOrganization } from '../get-organization.ts';
import {
  requireSubscription,
  setSubscription,
  subscriptionChanges,
  type SubscriptionChange,
  type SubscriptionRow,
} from './set-subscription.ts';

// What is over begins anew with a plan, not with a status.
const allowed: Readonly<Record<SubscriptionStatus, readonly SubscriptionStatus[]>> = {
  ACTIVE: ['CANCELLED', 'SUSPENDED'],
  CANCELLED: ['ACTIVE', 'SUSPENDED'],
  EXPIRED: ['SUSPENDED'],
  SUSPENDED: ['ACTIVE'],
};

/**
 * Cancels, suspends or resumes a subscription. Cancelled, it runs to the end of its term; suspended,
 * every key of the organization stops at the commit until it is resumed as what it was, or as EXPIRED
 * where its term is over. Throws as `changeOrganization`, CONFLICT `subscription.transition_not_allowed` and `subscription.no_term` for
 * the cancellation of what does not run out, PRECONDITION_FAILED `version.stale`.
 */
export async function setSubscriptionStatus({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetSubscriptionStatusInput;
}): Promise<OrganizationDetail> {
  const { organizationId, status, reason } = input;
  await changeOrganization(ctx, organizationId, 'OPERATE', {}, async (tx) => {
    const before = await requireSubscription(tx, input);
    if (!allowed[before.status].includes(status)) {
      const params = { from: before.status, to: status };
      throw new AppError('CONFLICT', 'subscription.transition_not_allowed', params);
    }
    const data = dataFor(before, status, ctx.clock());
    await setSubscription(tx, ctx, before, data);
    if (data.status === 'EXPIRED') {
      await tx.organization.updateMany({ where: { id: organizationId }, data: { tier: 'FREE' } });
    }
    await recordAudit(tx, ctx, {
      action: actionOf[status],
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

const actionOf = {
  ACTIVE: 'subscription.resume',
  CANCELLED: 'subscription.cancel',
  SUSPENDED: 'subscription.suspend',
} as const;

function dataFor(
  before: SubscriptionRow,
  status: SetSubscriptionStatusInput['status'],
  now: Date,
): SubscriptionChange {
  if (status === 'SUSPENDED') return { status };
  if (status === 'CANCELLED') {
    if (before.expiresAt === null) {
      throw new AppError('CONFLICT', 'subscription.no_term', { plan: before.plan });
    }
    return { status, autoRenew: false, cancelledAt: now };
  }
  if (before.status === 'CANCELLED') return { status, cancelledAt: null };
  // What ended while it was suspended has ended; what was cancelled before is cancelled still.
  const isOver = before.expiresAt !== null && before.expiresAt <= now;
  if (isOver && !before.autoRenew) return { status: 'EXPIRED' };
  return { status: before.cancelledAt === null ? 'ACTIVE' : 'CANCELLED' };
}
