import { Button } from '@freehold/ui/button';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { CheckCheck } from 'lucide-react';
import { describeError } from '../../lib/error-messages.ts';
import { NotificationItem } from './notification-item.tsx';
import { useMarkRead, useNotifications } from './use-notifications.ts';

/** Notifications, newest first; older ones on demand. */
export function NotificationList({ onOpened }: { onOpened: () => void }) {
  const notifications = useNotifications();
  const markRead = useMarkRead();
  const pages = notifications.data?.pages ?? [];
  const items = pages.flatMap((stretch) => stretch.items);
  const unread = pages[0]?.unreadCount ?? 0;
  return (
    <>
      <div className="flex items-center justify-between gap-2 border-b border-line px-3 py-2">
        <h2 className="text-sm font-semibold text-ink">Notifications</h2>
        <Button
          size="sm"
          variant="ghost"
          icon={<CheckCheck />}
          disabled={unread === 0}
          isBusy={markRead.isPending}
          onClick={() => markRead.mutate({})}
        >
          All read
        </Button>
      </div>
      {notifications.error && items.length === 0 && (
        <p className="p-4 text-sm text-danger-ink">{describeError(notifications.error)}</p>
      )}
      {notifications.isPending && (
        <div className="p-4">
          <SkeletonLines count={4} />
        </div>
      )}
      {notifications.isSuccess && items.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-muted">
          Nothing yet. Sign-ins from new devices, changes of your factors and proposals that wait
          for you appear here.
        </p>
      )}
      <ul className="divide-y divide-line">
        {items.map((notification) => (
          <NotificationItem
            key={notification.id}
            notification={notification}
            onOpen={() => {
              if (!notification.readAt) markRead.mutate({ notificationIds: [notification.id] });
              onOpened();
            }}
          />
        ))}
      </ul>
      {notifications.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            size="sm"
            variant="ghost"
            isBusy={notifications.isFetchingNextPage}
            onClick={() => void notifications.fetchNextPage()}
          >
            Show older ones
          </Button>
        </div>
      )}
    </>
  );
}
