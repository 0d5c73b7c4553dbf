import { Webhook } from 'lucide-react';
import type { WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import { Alert } from '@freehold/ui/alert';
import { StatusBadge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { Moment } from '../../components/moment.tsx';
import { Row } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { webhookActs, webhookKeys } from './use-webhooks.ts';

export type EndpointAct = 'change' | 'rotate' | 'remove';

type EndpointRowProps = {
  organizationId: string;
  endpoint: WebhookEndpointView;
  canManage: boolean;
  onAct: (act: EndpointAct) => void;
};

function Standing({ endpoint }: { endpoint: WebhookEndpointView }) {
  const { t } = useTexts();
  if (!endpoint.isEnabled) {
    return <StatusBadge tone="neutral">{t('webhook.state.off')}</StatusBadge>;
  }
  return endpoint.failingSince ? (
    <StatusBadge tone="warning">{t('webhook.state.failing')}</StatusBadge>
  ) : (
    <StatusBadge tone="success">{t('webhook.state.on')}</StatusBadge>
  );
}

function EndpointMenu({ organizationId, endpoint, onAct }: Omit<EndpointRowProps, 'canManage'>) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const test = useAct({
    send: webhookActs(slug).sendTest,
    renews: webhookKeys(slug, organizationId),
    notice: 'webhook.testSent',
  });
  return (
    <>
      {test.error && <Alert tone="danger">{test.error}</Alert>}
      <Button size="lg" isBusy={test.isBusy} onClick={() => test.run(endpoint.id)}>
        {t('webhook.test')}
        <span className="sr-only"> {endpoint.url}</span>
      </Button>
      <DropdownMenu
        trigger={
          <Button size="lg">
            {t('general.change')}
            <span className="sr-only"> {endpoint.url}</span>
          </Button>
        }
      >
        <MenuItem onSelect={() => onAct('change')}>{t('webhook.changeTitle')}</MenuItem>
        <MenuItem onSelect={() => onAct('rotate')}>{t('webhook.rotate')}</MenuItem>
        <MenuItem tone="danger" onSelect={() => onAct('remove')}>
          {t('general.remove')}
        </MenuItem>
      </DropdownMenu>
    </>
  );
}

/** One address that events go to: whether it answers, what it asks for, what can be done. */
export function EndpointRow({ canManage, ...props }: EndpointRowProps) {
  const { t } = useTexts();
  const { endpoint } = props;
  const { url, description, eventTypes, lastDeliveredAt, failingSince, disabledReason } = endpoint;
  return (
    <Row
      icon={<Webhook />}
      title={<span className="font-mono text-sm">{url}</span>}
      badges={<Standing endpoint={endpoint} />}
      actions={canManage && <EndpointMenu {...props} />}
    >
      {description && <p>{description}</p>}
      <p>
        {t('webhook.eventCount', { count: eventTypes.length })}
        {' · '}
        {lastDeliveredAt ? (
          <>
            {t('webhook.delivered')} <Moment value={lastDeliveredAt} look="relative" />
          </>
        ) : (
          t('webhook.neverDelivered')
        )}
      </p>
      {failingSince && (
        <p className="text-warning-ink">
          {t('webhook.failingSince')} <Moment value={failingSince} />
        </p>
      )}
      {disabledReason && <p className="text-warning-ink">{disabledReason}</p>}
      {endpoint.previousSecretExpiresAt && (
        <p>
          {t('webhook.previousSecret')} <Moment value={endpoint.previousSecretExpiresAt} />
        </p>
      )}
    </Row>
  );
}
