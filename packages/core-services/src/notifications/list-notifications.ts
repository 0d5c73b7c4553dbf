import type {
  ListNotificationsInput,
  NotificationStretch,
} from '@freehold/core-contracts/notifications';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { olderThan, openCursor, sealCursor } from '../cursor.ts';
import { notificationFields, toNotificationView } from './notification-fields.ts';

/** A stretch of the caller's own notifications, newest first. Throws INVALID `cursor.invalid`. */
export async function listNotifications({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListNotificationsInput;
}): Promise<NotificationStretch> {
  const userId = requireOwnUserId(ctx);
  const list = `notifications:${userId}`;
  const { isUnread, cursor, limit } = input;
  const [rows, unreadCount] = await Promise.all([
    ctx.db.notification.findMany({
      where: {
        userId,
        ...(isUnread === undefined ? {} : { readAt: isUnread ? null : { not: null } }),
        ...(cursor === undefined ? {} : olderThan(openCursor(ctx, list, cursor))),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: notificationFields,
    }),
    ctx.db.notification.count({ where: { userId, readAt: null } }),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.flatMap((row) => toNotificationView(row) ?? []),
    nextCursor: rows.length > limit && last !== undefined ? sealCursor(ctx, list, last) : null,
    unreadCount,
  };
}
