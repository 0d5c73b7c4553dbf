import type { SubscriptionStatus } from '@freehold/core-contracts/enums';
import type { SubscriptionView } from '@freehold/core-contracts/organizations';
import { StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Moment } from '../../components/moment.tsx';
import { Section } from '../../components/section.tsx';
import { useTexts } from '../../lib/texts.ts';

const tones: Readonly<Record<SubscriptionStatus, BadgeTone>> = {
  ACTIVE: 'success',
  EXPIRED: 'warning',
  CANCELLED: 'neutral',
  SUSPENDED: 'danger',
};

/** The plan, until when it holds, and what happens then. */
export function SubscriptionSection({ subscription }: { subscription: SubscriptionView }) {
  const { t } = useTexts();
  const { plan, status, expiresAt, autoRenew, renewedAt, cancelledAt } = subscription;
  return (
    <Section title={t('subscription.title')} lead={t('subscription.lead')}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-xl font-semibold text-ink">
        {t(`subscription.plan.${plan}`)}
        <StatusBadge tone={tones[status]}>{t(`subscription.status.${status}`)}</StatusBadge>
      </p>
      <ul className="mt-3 grid gap-1 text-sm text-muted">
        {expiresAt ? (
          <li>
            {t(autoRenew && status === 'ACTIVE' ? 'subscription.renews' : 'subscription.ends')}{' '}
            <Moment value={expiresAt} look="day" />
          </li>
        ) : (
          <li>{t('subscription.endless')}</li>
        )}
        {renewedAt && (
          <li>
            {t('subscription.renewed')} <Moment value={renewedAt} look="day" />
          </li>
        )}
        {cancelledAt && (
          <li>
            {t('subscription.cancelled')} <Moment value={cancelledAt} look="day" />
          </li>
        )}
      </ul>
    </Section>
  );
}
