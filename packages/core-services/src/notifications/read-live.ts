import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { TenantClient } from '@freehold/core-db';
import { idleMsOf, isSignInAllowed } from '../accounts/session/session-rules.ts';
import type { Watcher } from './watcher.ts';
import { notificationFields, toNotificationView } from './notification-fields.ts';

const mostAtOnce = 500;

interface Reading {
  readonly db: TenantClient;
  readonly clock: () => Date;
}

/** Ends the streams of sessions that no longer live and tells the others what is new, in the tenant's scope. */
export async function readLive(reading: Reading, watchers: readonly Watcher[]): Promise<void> {
  for (let at = 0; at < watchers.length; at += mostAtOnce) {
    const some = watchers.slice(at, at + mostAtOnce);
    const living = await findLiving(reading, some);
    for (const watcher of some) if (!living.has(watcher.sessionId)) watcher.end();
    await tellNews(
      reading,
      some.filter(({ sessionId }) => living.has(sessionId)),
    );
  }
}

async function findLiving(
  { db, clock }: Reading,
  watchers: readonly Watcher[],
): Promise<Set<string>> {
  const now = clock();
  const rows = await db.session.findMany({
    where: {
      id: { in: [...new Set(watchers.map(({ sessionId }) => sessionId))] },
      isValid: true,
      expiresAt: { gt: now },
      user: { deletedAt: null },
    },
    take: mostAtOnce,
    select: {
      id: true,
      audience: true,
      lastActivityAt: true,
      user: { select: { status: true, role: true } },
    },
  });
  const living = rows.filter(
    ({ audience, lastActivityAt, user }) =>
      isSignInAllowed(audience, user.status) &&
      (audience === 'PORTAL' || isStaffRole(user.role)) &&
      // A page that only listens is not a person at work: it does not keep its session alive.
      now.getTime() - lastActivityAt.getTime() <= idleMsOf(audience),
  );
  return new Set(living.map(({ id }) => id));
}

async function tellNews({ db }: Reading, watchers: readonly Watcher[]): Promise<void> {
  if (watchers.length === 0) return;
  const userIds = [...new Set(watchers.map(({ userId }) => userId))];
  const rows = await db.notification.groupBy({
    by: ['userId'],
    where: { userId: { in: userIds }, readAt: null },
    _count: { id: true },
    _max: { createdAt: true },
  });
  const unread = new Map(rows.map((row) => [row.userId, row]));
  for (const userId of userIds) {
    const row = unread.get(userId);
    const unreadCount = row?._count.id ?? 0;
    const state = `${unreadCount}:${row?._max.createdAt?.getTime() ?? 0}`;
    const news = watchers.filter((one) => one.userId === userId && one.told !== state);
    if (news.length === 0) continue;
    const newest = unreadCount === 0 ? null : await findNewest(db, userId);
    for (const watcher of news) {
      watcher.told = state;
      watcher.tell({ unreadCount, newest });
    }
  }
}

async function findNewest(db: TenantClient, userId: string) {
  const row = await db.notification.findFirst({
    where: { userId, readAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: notificationFields,
  });
  return row === null ? null : toNotificationView(row);
}
