import { IconButton } from '@freehold/ui/button';
import { Popover } from '@freehold/ui/popover';
import { Bell } from 'lucide-react';
import { useState } from 'react';
import { NotificationList } from './notification-list.tsx';
import { useNotifications, useNotificationStream } from './use-notifications.ts';

/** What concerns the operator's own account and work, as it happens. */
export function NotificationBell() {
  const [isOpen, setIsOpen] = useState(false);
  const notifications = useNotifications();
  useNotificationStream();
  const unread = notifications.data?.pages[0]?.unreadCount ?? 0;
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`;
  return (
    <Popover
      label="Notifications"
      align="end"
      className="w-[min(24rem,calc(100vw-1rem))] p-0"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <IconButton
          tooltip={false}
          label={label}
          icon={
            <span className="relative">
              <Bell />
              {unread > 0 && (
                <span
                  aria-hidden
                  className="numeric absolute -top-1.5 -right-1.5 grid h-3.5 min-w-3.5 place-items-center rounded-full bg-danger px-0.5 text-2xs leading-none font-semibold text-on-danger"
                >
                  {unread > 9 ? '9+' : unread}
                </span>
              )}
            </span>
          }
        />
      }
    >
      <NotificationList onOpened={() => setIsOpen(false)} />
    </Popover>
  );
}
