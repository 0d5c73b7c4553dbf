import type { NotificationSeverity } from '@freehold/core-contracts/enums';
import type { NotificationKind } from '@freehold/core-contracts/notifications';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { isWanted } from './wanted.ts';

export interface NotificationRequest {
  readonly userId: string;
  readonly kind: NotificationKind;
  /** What the text is filled with; never a secret. */
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  /** One notification per cause: the same key twice is one notification. At most 120 characters. */
  readonly idempotencyKey: string;
  /** SECURITY for the account's own security, INFO for everything else unless said otherwise. */
  readonly severity?: NotificationSeverity;
  readonly entity?: { readonly type: string; readonly id: string };
}

/**
 * Writes an in-app notification in the transaction of the change it tells of, unless the person has
 * switched its kind off or is deleted; gives whether they want to hear of it. Whoever watches learns
 * of it after the commit.
 */
export async function notify(
  tx: TenantTransaction,
  ctx: ServiceContext,
  request: NotificationRequest,
): Promise<boolean> {
  const { userId, kind, parameters, idempotencyKey, entity } = request;
  const user = await tx.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { preferences: { select: { isSecurityNotificationEnabled: true } } },
  });
  if (user === null || !isWanted(kind, user.preferences)) return false;
  await tx.notification.createMany({
    data: [
      {
        userId,
        kind,
        severity: request.severity ?? severityOf(kind),
        parameters: { ...parameters },
        entityType: entity?.type ?? null,
        entityId: entity?.id ?? null,
        idempotencyKey,
        createdAt: ctx.clock(),
      },
    ],
    skipDuplicates: true,
  });
  return true;
}

const securityAreas = ['session', 'password', 'email', 'phone', 'factor', 'recoveryCodes'];

function severityOf(kind: NotificationKind): NotificationSeverity {
  return securityAreas.includes(kind.split('.')[0] ?? '') ? 'SECURITY' : 'INFO';
}
