import { NotificationView } from '@freehold/core-contracts/notifications';
import type { Prisma } from '@freehold/core-db';

export const notificationFields = {
  id: true,
  kind: true,
  severity: true,
  parameters: true,
  entityType: true,
  entityId: true,
  readAt: true,
  createdAt: true,
} as const satisfies Prisma.NotificationSelect;

/** A row as it is shown; null where its kind is of another release. */
export function toNotificationView(row: object): NotificationView | null {
  const parsed = NotificationView.safeParse(row);
  return parsed.success ? parsed.data : null;
}
