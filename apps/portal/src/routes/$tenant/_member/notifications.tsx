import { createFileRoute } from '@tanstack/react-router';
import { NotificationPage } from '../../../features/notifications/notification-page.tsx';
import { useTenant } from '../../../lib/tenant.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { useTitle } from '../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/notifications')({
  component: Notifications,
});

function Notifications() {
  const { t } = useTexts();
  useTitle(t('nav.notifications'), useTenant().name);
  return <NotificationPage />;
}
