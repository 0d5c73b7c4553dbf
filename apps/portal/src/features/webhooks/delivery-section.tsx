import { Inbox } from 'lucide-react';
import { useState } from 'react';
import type { WebhookDeliveryStatus } from '@freehold/core-contracts/enums';
import type { WebhookDeliveryView } from '@freehold/core-contracts/webhooks';
import { Badge, StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { EmptyState } from '@freehold/ui/states';
import { Moment } from '../../components/moment.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { DeliverySheet } from './delivery-sheet.tsx';
import { useDeliveries } from './use-webhooks.ts';

const tones: Readonly<Record<WebhookDeliveryStatus, BadgeTone>> = {
  PENDING: 'info',
  LOCKED: 'info',
  DELIVERED: 'success',
  DEAD: 'danger',
  CANCELLED: 'neutral',
};

function DeliveryRow({ delivery, onOpen }: { delivery: WebhookDeliveryView; onOpen: () => void }) {
  const { t } = useTexts();
  const { eventType, endpointUrl, status, attempts, responseStatus, createdAt } = delivery;
  return (
    <Row
      title={t(`webhook.event.${eventType}`)}
      badges={
        <>
          <StatusBadge tone={tones[status]}>{t(`webhook.status.${status}`)}</StatusBadge>
          {responseStatus !== null && <Badge className="numeric">{responseStatus}</Badge>}
          {delivery.replayNumber > 0 && <Badge>{t('webhook.replayed')}</Badge>}
        </>
      }
      actions={
        <Button size="lg" onClick={onOpen}>
          {t('webhook.look')}
        </Button>
      }
    >
      <p className="font-mono text-xs [overflow-wrap:anywhere]">{endpointUrl}</p>
      <p>
        <Moment value={createdAt} /> · {t('webhook.attempts', { count: attempts })}
      </p>
    </Row>
  );
}

/** What was sent, and how it went. */
export function DeliverySection({
  organizationId,
  canManage,
}: {
  organizationId: string;
  canManage: boolean;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const [shown, setShown] = useState<string | null>(null);
  const deliveries = useDeliveries(slug, organizationId, page);
  return (
    <Section isFlush title={t('webhook.deliveries')} lead={t('webhook.deliveriesLead')}>
      <Remote query={deliveries} waiting={<RowShapes />}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon={<Inbox />} title={t('webhook.noDeliveries')} />
          ) : (
            <>
              <Rows label={t('webhook.deliveries')}>
                {data.items.map((delivery) => (
                  <DeliveryRow
                    key={delivery.id}
                    delivery={delivery}
                    onOpen={() => setShown(delivery.id)}
                  />
                ))}
              </Rows>
              <Pager {...data} onPage={setPage} />
            </>
          )
        }
      </Remote>
      {shown && (
        <DeliverySheet
          organizationId={organizationId}
          deliveryId={shown}
          canManage={canManage}
          onClose={() => setShown(null)}
        />
      )}
    </Section>
  );
}
