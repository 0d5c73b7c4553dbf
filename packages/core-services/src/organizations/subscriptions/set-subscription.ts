import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { staleVersion } from '../../audit/stale-version.ts';
import type { ServiceContext } from '../../context.ts';
import { emitEvent } from '../../webhooks/emit-event.ts';

const fields = {
  id: true,
  organizationId: true,
  plan: true,
  status: true,
  startedAt: true,
  expiresAt: true,
  autoRenew: true,
  renewedAt: true,
  cancelledAt: true,
  noticedEnd: true,
  version: true,
} as const satisfies Prisma.SubscriptionSelect;

export type SubscriptionRow = Prisma.SubscriptionGetPayload<{ select: typeof fields }>;
export type SubscriptionChange = Partial<
  Omit<SubscriptionRow, 'id' | 'organizationId' | 'version'>
>;

/** An organization's subscription at the version the caller has seen. Throws NOT_FOUND `entity.not_found`, PRECONDITION_FAILED `version.stale`. */
export async function requireSubscription(
  tx: TenantTransaction,
  { organizationId, version }: { readonly organizationId: string; readonly version: number },
): Promise<SubscriptionRow> {
  const row = await findSubscription(tx, organizationId);
  if (row === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Subscription' });
  }
  if (row.version === version) return row;
  throw await staleVersion(tx, {
    type: 'Organization',
    id: organizationId,
    version: row.version,
  });
}

/** An organization's subscription, or null. */
export function findSubscription(
  tx: TenantTransaction,
  organizationId: string,
): Promise<SubscriptionRow | null> {
  return tx.subscription.findFirst({ where: { organizationId }, select: fields });
}

/** Changes a subscription whose organization is held, and tells subscribers. Throws PRECONDITION_FAILED `version.stale`. */
export async function setSubscription(
  tx: TenantTransaction,
  ctx: ServiceContext,
  row: SubscriptionRow,
  data: SubscriptionChange,
): Promise<void> {
  const { id, organizationId, version } = row;
  const { count } = await tx.subscription.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) {
    throw await staleVersion(tx, {
      type: 'Organization',
      id: organizationId,
      version: version + 1,
    });
  }
  const { plan, status, expiresAt } = { ...row, ...data };
  await emitEvent(tx, ctx, {
    eventType: 'subscription.changed',
    payload: { organizationId, plan, status, expiresAt: expiresAt?.toISOString() ?? null },
    organizationId,
    idempotencyKey: `subscription.changed:${id}:${version + 1}`,
  });
}

/** What changed, as an audit row says it. */
export function subscriptionChanges(
  before: SubscriptionRow,
  data: SubscriptionChange,
): Prisma.InputJsonObject {
  const after = { ...before, ...data };
  const changed = (['plan', 'status', 'autoRenew'] as const).filter(
    (field) => before[field] !== after[field],
  );
  return {
    ...Object.fromEntries(
      changed.map((field) => [field, { before: before[field], after: after[field] }]),
    ),
    ...(before.expiresAt?.getTime() === after.expiresAt?.getTime()
      ? {}
      : {
          expiresAt: {
            before: before.expiresAt?.toISOString() ?? null,
            after: after.expiresAt?.toISOString() ?? null,
          },
        }),
  };
}
