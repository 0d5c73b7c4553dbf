import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { NotificationKind, NotificationSignal } from '@freehold/core-contracts/notifications';
import { clientsOf } from '../../lib/clients.ts';

const stretchLimit = 25;
const unreadKey = (slug: string) => [slug, 'notifications', 'unread'];
const listKey = (slug: string) => [slug, 'notifications', 'list'];

/** What else on the page a notification of this kind makes old. */
function touchedBy(kind: NotificationKind): readonly string[] {
  if (kind.startsWith('account.')) return ['account'];
  if (kind.startsWith('organization.')) return ['invitations', 'organizations', 'organization'];
  if (/^(?:money|business|loan|wallet|transfer)\./u.test(kind)) return ['money'];
  return /^(?:subscription|apiKey|webhook)\./u.test(kind) ? ['organization'] : ['security'];
}

/** How many notifications were not read yet; kept up to date by the service for as long as the page is open. */
export function useUnreadCount(slug: string): number {
  const queryClient = useQueryClient();
  const { data = 0 } = useQuery({
    queryKey: unreadKey(slug),
    queryFn: async () =>
      (await clientsOf(slug).api.notifications.list.query({ limit: 1 })).unreadCount,
  });
  useEffect(() => {
    const onData = ({ unreadCount, newest }: NotificationSignal) => {
      queryClient.setQueryData(unreadKey(slug), unreadCount);
      void queryClient.invalidateQueries({ queryKey: listKey(slug) });
      for (const subject of newest ? touchedBy(newest.kind) : []) {
        void queryClient.invalidateQueries({ queryKey: [slug, subject] });
      }
    };
    const watch = clientsOf(slug).api.notifications.watch.subscribe(undefined, { onData });
    return () => watch.unsubscribe();
  }, [slug, queryClient]);
  return data;
}

/** Notifications, newest first, a stretch at a time. */
export function useNotifications(slug: string, isUnread: boolean) {
  return useInfiniteQuery({
    queryKey: [...listKey(slug), isUnread],
    queryFn: ({ pageParam }) =>
      clientsOf(slug).api.notifications.list.query({
        limit: stretchLimit,
        ...(isUnread ? { isUnread } : {}),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }),
    // The first stretch has no cursor, those that follow have the one before them's.
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export const notificationKeys = (slug: string) => [[slug, 'notifications']];

/** Marks notifications as read: those named, or all of them. */
export function markRead(slug: string, notificationIds?: string[]) {
  return clientsOf(slug).api.notifications.markRead.mutate(
    notificationIds ? { notificationIds } : {},
  );
}
