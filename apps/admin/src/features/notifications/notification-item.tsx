import type { NotificationView } from '@freehold/core-contracts/notifications';
import { cn } from '@freehold/ui/class-names';
import { Time } from '@freehold/ui/time';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useSession } from '../../lib/session.tsx';
import { notificationWords } from './notification-words.ts';

const dots = {
  INFO: 'bg-info',
  SUCCESS: 'bg-success',
  WARNING: 'bg-warning',
  SECURITY: 'bg-danger',
};

function targetOf(notification: NotificationView, tenant: string): LinkProps {
  const params = { tenant };
  if (notification.kind.startsWith('proposal.') && notification.entityId) {
    return { to: '/$tenant/proposals', params, search: { open: notification.entityId } };
  }
  return { to: '/$tenant/security', params };
}

export type NotificationItemProps = { notification: NotificationView; onOpen: () => void };

/** One notification: leads to what it is about. */
export function NotificationItem({ notification, onOpen }: NotificationItemProps) {
  const { homeTenant } = useSession();
  const words = notificationWords[notification.kind];
  return (
    <li>
      <Link
        {...targetOf(notification, homeTenant.slug)}
        onClick={onOpen}
        className="flex items-start gap-3 px-3 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span
          aria-hidden
          className={cn(
            'mt-1.5 size-2 shrink-0 rounded-full',
            notification.readAt ? 'bg-transparent' : dots[notification.severity],
          )}
        />
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className={cn('text-sm text-ink', !notification.readAt && 'font-semibold')}>
            {words.title}
            {!notification.readAt && <span className="sr-only"> (unread)</span>}
          </span>
          <span className="text-xs text-muted">{words.text(notification.parameters)}</span>
        </span>
        <span className="text-xs whitespace-nowrap text-subtle">
          <Time value={notification.createdAt} format="relative" />
        </span>
      </Link>
    </li>
  );
}
