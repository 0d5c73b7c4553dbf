import type { MarkReadInput } from '@freehold/core-contracts/notifications';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';

/** Marks the caller's own notifications as read, all of them without ids; gives how many are unread still. */
export async function markRead({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MarkReadInput;
}): Promise<{ unreadCount: number }> {
  const userId = requireOwnUserId(ctx);
  const { notificationIds } = input;
  await ctx.db.notification.updateMany({
    where: {
      userId,
      readAt: null,
      ...(notificationIds === undefined ? {} : { id: { in: notificationIds } }),
    },
    data: { readAt: ctx.clock() },
  });
  return { unreadCount: await ctx.db.notification.count({ where: { userId, readAt: null } }) };
}
