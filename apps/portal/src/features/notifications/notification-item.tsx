import { Link } from '@tanstack/react-router';
import { CircleCheck, Info, ShieldAlert, TriangleAlert } from 'lucide-react';
import type { NotificationSeverity } from '@freehold/core-contracts/enums';
import type { NotificationView } from '@freehold/core-contracts/notifications';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { cn } from '@freehold/ui/class-names';
import { Moment } from '../../components/moment.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { notificationPath, notificationWords } from './notification-words.ts';

const looks: Readonly<Record<NotificationSeverity, { Icon: typeof Info; tone: string }>> = {
  INFO: { Icon: Info, tone: 'bg-info-soft text-info-ink' },
  SUCCESS: { Icon: CircleCheck, tone: 'bg-success-soft text-success-ink' },
  WARNING: { Icon: TriangleAlert, tone: 'bg-warning-soft text-warning-ink' },
  SECURITY: { Icon: ShieldAlert, tone: 'bg-danger-soft text-danger-ink' },
};

type ItemProps = { notification: NotificationView; onRead: () => void };

function WayThere({ notification, onRead }: ItemProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const path = notificationPath(notification);
  if (path === null) return null;
  const text = t('notification.look');
  const link = { onClick: onRead, children: text };
  return (
    <Button asChild size="md">
      {typeof path === 'string' ? (
        <Link to={`/$tenant/${path}`} params={{ tenant: slug }} {...link} />
      ) : 'transferId' in path ? (
        <Link
          to="/$tenant/wallet/transfers/$transferId"
          params={{ tenant: slug, ...path }}
          {...link}
        />
      ) : 'accountId' in path ? (
        <Link
          to="/$tenant/wallet/business/$accountId"
          params={{ tenant: slug, ...path }}
          {...link}
        />
      ) : (
        <Link
          to="/$tenant/organizations/$organizationId"
          params={{ tenant: slug, ...path }}
          {...link}
        />
      )}
    </Button>
  );
}

/** One notification: what happened, when, and the way to do something about it. */
export function NotificationItem({ notification, onRead }: ItemProps) {
  const { t, locale } = useTexts();
  const { severity, createdAt, readAt } = notification;
  const { title, text } = notificationWords(notification, t, locale);
  const { Icon, tone } = looks[severity];
  return (
    <li className={cn('flex gap-4 px-5 py-4 sm:px-6', readAt ? 'text-muted' : 'bg-accent-soft/40')}>
      <span aria-hidden className={cn('grid size-10 shrink-0 place-items-center rounded-lg', tone)}>
        <Icon className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-base font-medium text-ink">
          {title}
          {!readAt && <Badge tone="accent">{t('notification.new')}</Badge>}
        </p>
        {text && <p className="mt-0.5 text-sm text-muted [overflow-wrap:anywhere]">{text}</p>}
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="text-xs text-subtle">
            <Moment value={createdAt} />
          </span>
          <WayThere notification={notification} onRead={onRead} />
          {!readAt && (
            <Button variant="ghost" onClick={onRead}>
              {t('notification.markRead')}
              <span className="sr-only">: {title}</span>
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
