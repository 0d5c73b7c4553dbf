import type { WebhookDeliveryDetail } from '@freehold/core-contracts/webhooks';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { formatMilliseconds } from '@freehold/ui/formats';
import { Sheet } from '@freehold/ui/sheet';
import { Moment } from '../../components/moment.tsx';
import { Remote } from '../../components/remote.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { useDelivery, webhookActs, webhookKeys } from './use-webhooks.ts';

type SheetProps = {
  organizationId: string;
  deliveryId: string;
  canManage: boolean;
  onClose: () => void;
};

const codeBlock =
  'block max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs whitespace-pre-wrap text-ink [overflow-wrap:anywhere]';

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

function Attempts({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const { t } = useTexts();
  if (delivery.attemptLog.length === 0) {
    return <p className="text-sm text-subtle">{t('webhook.noAttempts')}</p>;
  }
  return (
    <ol className="grid gap-3">
      {delivery.attemptLog.map((attempt) => (
        <li key={attempt.attemptNumber} className="grid gap-1.5 rounded-md border border-line p-3">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink">
            {t('webhook.attempt', { number: attempt.attemptNumber })}
            {attempt.responseStatus !== null && (
              <Badge className="numeric">{attempt.responseStatus}</Badge>
            )}
            <span className="numeric ml-auto text-xs text-subtle">
              {formatMilliseconds(attempt.durationMs)}
            </span>
          </p>
          <p className="text-xs text-subtle">
            <Moment value={attempt.startedAt} />
          </p>
          {attempt.error && (
            <p className="text-xs text-danger-ink [overflow-wrap:anywhere]">{attempt.error}</p>
          )}
          {attempt.responseBody && <code className={codeBlock}>{attempt.responseBody}</code>}
        </li>
      ))}
    </ol>
  );
}

function Detail({
  delivery,
  organizationId,
  canManage,
  onClose,
}: Omit<SheetProps, 'deliveryId'> & { delivery: WebhookDeliveryDetail }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const replay = useAct({
    send: webhookActs(slug).replay,
    renews: webhookKeys(slug, organizationId),
    notice: 'webhook.replaySent',
    onDone: onClose,
  });
  const isSettled = delivery.status !== 'PENDING' && delivery.status !== 'LOCKED';
  return (
    <div className="grid gap-6">
      {delivery.error && <Alert tone="warning">{delivery.error}</Alert>}
      <section className="grid gap-2">
        <h3 className="text-sm font-semibold text-ink">{t('webhook.payload')}</h3>
        <code className={codeBlock}>{indented(delivery.payload)}</code>
      </section>
      <section className="grid gap-2">
        <h3 className="text-sm font-semibold text-ink">{t('webhook.attemptLog')}</h3>
        <Attempts delivery={delivery} />
      </section>
      {replay.error && <Alert tone="danger">{replay.error}</Alert>}
      {canManage && isSettled && (
        <Button
          size="lg"
          className="justify-self-start"
          isBusy={replay.isBusy}
          onClick={() => replay.run(delivery.id)}
        >
          {t('webhook.replay')}
        </Button>
      )}
    </div>
  );
}

/** One delivery: what was sent, every attempt and answer, and sending it again. */
export function DeliverySheet(props: SheetProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const delivery = useDelivery(slug, props.organizationId, props.deliveryId);
  return (
    <Sheet
      open
      onOpenChange={props.onClose}
      title={delivery.data ? t(`webhook.event.${delivery.data.eventType}`) : t('webhook.delivery')}
      {...(delivery.data
        ? { description: <span className="font-mono text-xs">{delivery.data.endpointUrl}</span> }
        : {})}
      closeLabel={t('general.close')}
    >
      <Remote query={delivery}>{(data) => <Detail {...props} delivery={data} />}</Remote>
    </Sheet>
  );
}
