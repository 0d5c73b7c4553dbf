import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { Button } from '@freehold/ui/button';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useUnreadCount } from './use-notifications.ts';

const mostShown = 99;

/** How much is unread, live, and the way there. */
export function NotificationBell() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const count = useUnreadCount(slug);
  const unread = t('notification.unread', { count });
  return (
    <>
      <Button asChild variant="ghost" size="lg" className="relative w-10 px-0 pointer-coarse:w-11">
        <Link
          to="/$tenant/notifications"
          params={{ tenant: slug }}
          aria-label={`${t('nav.notifications')}, ${unread}`}
        >
          <Bell aria-hidden />
          {count > 0 && (
            <span
              aria-hidden
              className="numeric absolute top-0.5 right-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-danger px-1 text-[0.6875rem] leading-none font-semibold text-on-danger"
            >
              {count > mostShown ? `${mostShown}+` : count}
            </span>
          )}
        </Link>
      </Button>
      {/* Read out when it changes; inside the link it would be no part of its name. */}
      <span role="status" className="sr-only">
        {count > 0 && unread}
      </span>
    </>
  );
}
