import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { countDone } from '../../count-done.ts';
import { noticeMs } from '../limits.ts';
import { tellManagers } from '../tell-managers.ts';

/**
 * Tells the managers of up to `limit` organizations, once each, that their subscription ends within 7
 * days; one that renews itself needs no telling. Gives how many.
 */
export async function tellOfEndingTerms({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const due = await ctx.db.subscription.findMany({
    where: {
      expiresAt: { gt: now, lte: new Date(now.getTime() + noticeMs) },
      status: { in: ['ACTIVE', 'CANCELLED'] },
      autoRenew: false,
      noticedEnd: null,
      organization: { deletedAt: null },
    },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: {
      id: true,
      expiresAt: true,
      organization: { select: { id: true, name: true } },
    },
  });
  const told = await countDone(
    ctx,
    { rows: due, failure: 'The end of a subscription was not told' },
    (tx, row) => tell(tx, ctx, row),
  );
  if (told > 0) ctx.wake('messages');
  return told;
}

interface EndingTerm {
  readonly id: string;
  readonly expiresAt: Date | null;
  readonly organization: { readonly id: string; readonly name: string };
}

async function tell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, expiresAt, organization }: EndingTerm,
): Promise<boolean> {
  if (expiresAt === null) return false;
  const { count } = await tx.subscription.updateMany({
    where: { id, expiresAt, autoRenew: false, noticedEnd: null },
    data: { noticedEnd: expiresAt },
  });
  if (count === 0) return false;
  await tellManagers(tx, ctx, {
    organizationId: organization.id,
    kind: 'subscription.expiring',
    severity: 'WARNING',
    parameters: { organization: organization.name, expiresAt: expiresAt.toISOString() },
    cause: `expiring:${id}:${expiresAt.getTime()}`,
    message: {
      template: 'subscriptionExpiring',
      parameters: { organization: organization.name, date: expiresAt },
    },
  });
  await recordAudit(tx, ctx, {
    action: 'subscription.notice',
    entityType: 'Organization',
    entityId: organization.id,
    organizationId: organization.id,
    changes: { expiresAt: expiresAt.toISOString() },
  });
  return true;
}
