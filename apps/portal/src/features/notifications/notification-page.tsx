import { BellOff, CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { RadioGroup } from '@freehold/ui/radio';
import { EmptyState } from '@freehold/ui/states';
import { PageFrame } from '../../components/page-frame.tsx';
import { LoadFailure, PageSkeleton } from '../../components/page-states.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { NotificationItem } from './notification-item.tsx';
import { markRead, notificationKeys, useNotifications } from './use-notifications.ts';

function NotificationList({ isUnread }: { isUnread: boolean }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const list = useNotifications(slug, isUnread);
  const read = useAct({
    send: (id: string) => markRead(slug, [id]),
    renews: notificationKeys(slug),
  });
  if (list.isError && !list.data) {
    return <LoadFailure error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) return <PageSkeleton />;
  const items = list.data.pages.flatMap((stretch) => stretch.items);
  if (items.length === 0) {
    return (
      <div className="rounded-xl border border-dashed border-line-strong">
        <EmptyState
          icon={<BellOff />}
          className="py-16"
          title={t(isUnread ? 'notification.emptyUnread' : 'notification.empty')}
          description={t('notification.emptyText')}
        />
      </div>
    );
  }
  return (
    <>
      {read.error && <Alert tone="danger">{read.error}</Alert>}
      <ul
        aria-label={t('nav.notifications')}
        className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-xs"
      >
        {items.map((notification) => (
          <NotificationItem
            key={notification.id}
            notification={notification}
            onRead={() => {
              if (!notification.readAt) read.run(notification.id);
            }}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          size="lg"
          className="justify-self-center"
          isBusy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('notification.more')}
        </Button>
      )}
    </>
  );
}

/** Everything the person was told, newest first. */
export function NotificationPage() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [shown, setShown] = useState<'all' | 'unread'>('all');
  const readAll = useAct({
    send: () => markRead(slug),
    renews: notificationKeys(slug),
    notice: 'notification.allRead',
  });
  return (
    <PageFrame
      title={t('nav.notifications')}
      lead={t('notification.lead')}
      width="reading"
      action={
        <Button
          size="lg"
          icon={<CheckCheck aria-hidden />}
          isBusy={readAll.isBusy}
          onClick={() => readAll.run()}
        >
          {t('notification.markAll')}
        </Button>
      }
    >
      {readAll.error && <Alert tone="danger">{readAll.error}</Alert>}
      <RadioGroup
        aria-label={t('notification.filter')}
        className="flex flex-wrap gap-5"
        value={shown}
        // The options are the two words themselves.
        onValueChange={(value) => setShown(value as 'all' | 'unread')}
        options={[
          { value: 'all', label: t('notification.all') },
          { value: 'unread', label: t('notification.onlyUnread') },
        ]}
      />
      <NotificationList isUnread={shown === 'unread'} />
    </PageFrame>
  );
}
