import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';

/** A claim on a message. Its number is the fence: once another claim was made, this one touches nothing. */
export interface MessageLease {
  readonly messageId: string;
  readonly leaseNumber: number;
}

export type MessageOutcome =
  | { readonly kind: 'SENT'; readonly provider: string; readonly providerMessageId: string }
  | {
      readonly kind: 'RETRY';
      readonly provider: string;
      readonly error: string;
      readonly availableAt: Date;
    }
  | { readonly kind: 'DEAD'; readonly provider: string | null; readonly error: string }
  /** No room in a budget: it waits, and was not tried. */
  | { readonly kind: 'DELAYED'; readonly error: string; readonly availableAt: Date }
  /** Claimed and not tried: the attempt is given back. */
  | { readonly kind: 'RELEASED' };

const unlocked = { lockedBy: null, lockedAt: null } as const;

/** Writes what became of a claimed message. False when the lease is lost: then nothing is touched. */
export function settleMessage({
  ctx,
  lease,
  outcome,
  beforeCommit,
}: {
  ctx: ServiceContext;
  lease: MessageLease;
  outcome: MessageOutcome;
  /** Runs last inside the transaction. */
  beforeCommit?: () => void | Promise<void>;
}): Promise<boolean> {
  const { messageId: id, leaseNumber } = lease;
  return inTransaction(
    ctx.db,
    async (tx) => {
      const { count } = await tx.outboundMessage.updateMany({
        where: { id, leaseNumber, status: 'LOCKED' },
        data: { ...toChange(outcome, ctx.clock()), ...unlocked },
      });
      if (count !== 1) return false;
      if (outcome.kind === 'DEAD') {
        await recordAudit(tx, ctx, {
          action: 'message.giveUp',
          entityType: 'OutboundMessage',
          entityId: id,
          reason: outcome.error.slice(0, 500),
        });
      }
      await beforeCommit?.();
      return true;
    },
    { retry: { isSafe: true } },
  );
}

function toChange(outcome: MessageOutcome, now: Date) {
  switch (outcome.kind) {
    case 'SENT': {
      const { provider, providerMessageId } = outcome;
      return { status: 'SENT', provider, providerMessageId, sentAt: now, error: null } as const;
    }
    case 'RETRY': {
      const { provider, availableAt } = outcome;
      const error = outcome.error.slice(0, 500);
      return { status: 'PENDING', provider, availableAt, error } as const;
    }
    case 'DEAD':
      return {
        status: 'DEAD',
        provider: outcome.provider,
        error: outcome.error.slice(0, 500),
      } as const;
    case 'DELAYED': {
      const { availableAt, error } = outcome;
      return { status: 'PENDING', availableAt, error, attempts: { decrement: 1 } } as const;
    }
    case 'RELEASED':
      return { status: 'PENDING', availableAt: now, attempts: { decrement: 1 } } as const;
  }
}
