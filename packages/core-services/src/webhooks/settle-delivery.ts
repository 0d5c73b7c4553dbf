import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { failingDays } from './delivery-schedule.ts';
import { disableEndpoint } from './disable-endpoint.ts';

/** A claim on a delivery. Its number is the fence: once another claim was made, this one touches nothing. */
export interface DeliveryLease {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly leaseNumber: number;
}

/** One call of an endpoint, as its owners see it afterwards. */
export interface DeliveryAttempt {
  readonly attemptNumber: number;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly responseStatus: number | null;
  readonly responseBody: string | null;
  readonly error: string | null;
}

export type DeliveryOutcome =
  | { readonly kind: 'DELIVERED'; readonly attempt: DeliveryAttempt }
  | { readonly kind: 'RETRY'; readonly attempt: DeliveryAttempt; readonly availableAt: Date }
  | { readonly kind: 'DEAD'; readonly attempt: DeliveryAttempt | null; readonly error: string }
  /** The receiver says that it is there no more: the endpoint is switched off. */
  | { readonly kind: 'GONE'; readonly attempt: DeliveryAttempt }
  /** The endpoint was switched off meanwhile. */
  | { readonly kind: 'CANCELLED' }
  /** Claimed and not tried: the attempt is given back. */
  | { readonly kind: 'RELEASED' };

const unlocked = { lockedBy: null, lockedAt: null } as const;

/** Writes what became of a claimed delivery, and what that says of its endpoint. False when the lease is lost: then nothing is touched. */
export function settleDelivery({
  ctx,
  lease,
  outcome,
  beforeCommit,
}: {
  ctx: ServiceContext;
  lease: DeliveryLease;
  outcome: DeliveryOutcome;
  /** Runs last inside the transaction. */
  beforeCommit?: () => void | Promise<void>;
}): Promise<boolean> {
  const { deliveryId: id, endpointId, leaseNumber } = lease;
  return inTransaction(
    ctx.db,
    async (tx) => {
      const { count } = await tx.webhookDelivery.updateMany({
        where: { id, leaseNumber, status: 'LOCKED' },
        data: { ...toChange(outcome, ctx.clock()), ...unlocked },
      });
      if (count !== 1) return false;
      if ('attempt' in outcome && outcome.attempt !== null) {
        await tx.webhookAttempt.create({
          data: { deliveryId: id, ...outcome.attempt },
          select: { id: true },
        });
      }
      await noteHealth(tx, ctx, endpointId, outcome);
      await beforeCommit?.();
      return true;
    },
    { retry: { isSafe: true } },
  );
}

function toChange(outcome: DeliveryOutcome, now: Date) {
  switch (outcome.kind) {
    case 'DELIVERED': {
      const { responseStatus } = outcome.attempt;
      return { status: 'DELIVERED', responseStatus, deliveredAt: now, error: null } as const;
    }
    case 'RETRY': {
      const { responseStatus, error } = outcome.attempt;
      return {
        status: 'PENDING',
        responseStatus,
        error,
        availableAt: outcome.availableAt,
      } as const;
    }
    case 'GONE': {
      const { responseStatus, error } = outcome.attempt;
      return { status: 'DEAD', responseStatus, error } as const;
    }
    case 'DEAD': {
      const responseStatus = outcome.attempt?.responseStatus ?? null;
      return { status: 'DEAD', responseStatus, error: outcome.error } as const;
    }
    case 'CANCELLED':
      return {
        status: 'CANCELLED',
        error: 'The endpoint is switched off',
        attempts: { decrement: 1 },
      } as const;
    case 'RELEASED':
      return { status: 'PENDING', availableAt: now, attempts: { decrement: 1 } } as const;
  }
}

async function noteHealth(
  tx: TenantTransaction,
  ctx: ServiceContext,
  endpointId: string,
  outcome: DeliveryOutcome,
): Promise<void> {
  if (outcome.kind === 'CANCELLED' || outcome.kind === 'RELEASED') return;
  const now = ctx.clock();
  if (outcome.kind === 'DELIVERED') {
    await tx.webhookEndpoint.updateMany({
      where: { id: endpointId },
      data: { failingSince: null, lastDeliveredAt: now },
    });
    return;
  }
  await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, failingSince: null },
    data: { failingSince: now },
  });
  if (outcome.kind === 'GONE') {
    await disableEndpoint(tx, ctx, { endpointId, reason: 'The receiver answered 410 Gone' });
    return;
  }
  const longAgo = new Date(now.getTime() - failingDays * 86_400_000);
  const isFailingForLong = await tx.webhookEndpoint.count({
    where: { id: endpointId, isEnabled: true, failingSince: { lte: longAgo } },
  });
  if (isFailingForLong === 0) return;
  const reason = `Every call failed for ${failingDays} days`;
  await disableEndpoint(tx, ctx, { endpointId, reason });
}
