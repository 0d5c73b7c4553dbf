import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { lockOrganizations } from '../change-organization.ts';
import { countDone } from '../../count-done.ts';
import { tellManagers } from '../tell-managers.ts';
import {
  findSubscription,
  setSubscription,
  subscriptionChanges,
  type SubscriptionRow,
} from './set-subscription.ts';
import { nextEnd } from './term.ts';

/**
 * Renews or ends up to `limit` subscriptions whose term is over, each once whatever number of workers
 * come by: with `autoRenew` the next term begins, otherwise it is EXPIRED and its organization FREE.
 * A suspended one waits until it is resumed. Gives how many.
 */
export async function endTerms({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const due = await ctx.db.subscription.findMany({
    where: {
      expiresAt: { lte: ctx.clock() },
      status: { in: ['ACTIVE', 'CANCELLED'] },
      organization: { deletedAt: null },
    },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: { id: true, organizationId: true },
  });
  const ended = await countDone(
    ctx,
    { rows: due, failure: 'A subscription was not ended' },
    (tx, { organizationId }) => endTerm(tx, ctx, organizationId),
  );
  if (ended > 0) ctx.wake('messages');
  return ended;
}

// Another worker may have been here since the list was read: all is looked at again under the lock.
async function endTerm(
  tx: TenantTransaction,
  ctx: ServiceContext,
  organizationId: string,
): Promise<boolean> {
  await lockOrganizations(tx, ctx, [organizationId]);
  const row = await findSubscription(tx, organizationId);
  const now = ctx.clock();
  if (row === null || row.expiresAt === null || row.expiresAt > now) return false;
  if (row.status !== 'ACTIVE' && row.status !== 'CANCELLED') return false;
  const { plan, startedAt, expiresAt, autoRenew } = row;
  const next = autoRenew ? nextEnd(plan, startedAt ?? expiresAt, now) : null;
  const data =
    next === null
      ? ({ status: 'EXPIRED', autoRenew: false } as const)
      : { expiresAt: next, renewedAt: now, noticedEnd: null };
  await setSubscription(tx, ctx, row, data);
  if (next === null) {
    await tx.organization.updateMany({ where: { id: organizationId }, data: { tier: 'FREE' } });
  }
  await tell(tx, ctx, row, next);
  await recordAudit(tx, ctx, {
    action: next === null ? 'subscription.expire' : 'subscription.renew',
    entityType: 'Organization',
    entityId: organizationId,
    organizationId,
    changes: subscriptionChanges(row, data),
  });
  return true;
}

async function tell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, organizationId, version }: SubscriptionRow,
  next: Date | null,
): Promise<void> {
  const row = await tx.organization.findFirst({
    where: { id: organizationId },
    select: { name: true },
  });
  const organization = row?.name ?? '';
  if (next !== null) {
    await tellManagers(tx, ctx, {
      organizationId,
      kind: 'subscription.renewed',
      parameters: { organization, until: next.toISOString() },
      cause: `renewed:${id}:${version}`,
    });
    return;
  }
  await tellManagers(tx, ctx, {
    organizationId,
    kind: 'subscription.expired',
    severity: 'WARNING',
    parameters: { organization },
    cause: `expired:${id}:${version}`,
    message: { template: 'subscriptionExpired', parameters: { organization } },
  });
}
