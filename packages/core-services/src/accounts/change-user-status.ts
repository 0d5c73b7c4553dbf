import type { OnchainStatus, UserStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { findUserTransition } from '@freehold/core-contracts/user-status';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { endUserSessions } from './session/end-user-sessions.ts';

/** A person as last read: what the change is conditional on. */
export interface UserState {
  readonly id: string;
  readonly status: UserStatus;
  readonly version: number;
}

export interface StatusChange {
  readonly user: UserState;
  readonly to: UserStatus;
  readonly reason: string;
  /** Set in the same statement when given. */
  readonly onchainStatus?: OnchainStatus;
}

/**
 * Moves a person to another status with its audit row and event, in the caller's transaction, and
 * gives the person's new state. Leaving ACTIVE, and closing, ends every session. Throws CONFLICT
 * `user.transition_not_allowed` and PRECONDITION_FAILED `version.stale`.
 */
export async function changeUserStatus(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { user, to, reason, onchainStatus }: StatusChange,
): Promise<UserState> {
  const transition = findUserTransition(user.status, to);
  if (transition === null) {
    throw new AppError('CONFLICT', 'user.transition_not_allowed', { from: user.status, to });
  }
  const changed = await tx.user.updateMany({
    where: { id: user.id, status: user.status, version: user.version, deletedAt: null },
    data: {
      status: to,
      isActive: to === 'ACTIVE',
      version: { increment: 1 },
      ...(onchainStatus === undefined ? {} : { onchainStatus }),
    },
  });
  if (changed.count !== 1) throw await explainRefusal(tx, user.id);

  const endedSessions =
    user.status === 'ACTIVE' || to === 'CLOSED'
      ? await endUserSessions(tx, ctx, { userId: user.id, reason: 'STATUS_CHANGED' })
      : 0;
  await emitEvent(tx, ctx, {
    eventType: 'user.statusChanged',
    payload: { userId: user.id, previousStatus: user.status, status: to },
    idempotencyKey: `user.statusChanged:${user.id}:${user.version + 1}`,
  });
  await recordAudit(tx, ctx, {
    action: transition.action,
    entityType: 'User',
    entityId: user.id,
    reason,
    changes: {
      status: { before: user.status, after: to },
      ...(endedSessions > 0 ? { endedSessions } : {}),
    },
  });
  return { id: user.id, status: to, version: user.version + 1 };
}

async function explainRefusal(tx: TenantTransaction, userId: string): Promise<AppError> {
  const current = await tx.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { version: true },
  });
  if (current === null) return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  return staleVersion(tx, { type: 'User', id: userId, version: current.version });
}
