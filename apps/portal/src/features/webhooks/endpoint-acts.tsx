import type { WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import { Confirm } from '../../components/confirm.tsx';
import { OverlapDialog } from '../../components/overlap-dialog.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { webhookActs, webhookKeys } from './use-webhooks.ts';

type ActProps = { organizationId: string; endpoint: WebhookEndpointView; onClose: () => void };

const overlaps = [
  { hours: 0, text: 'webhook.overlap.none' },
  { hours: 24, text: 'webhook.overlap.day' },
  { hours: 168, text: 'webhook.overlap.week' },
] as const;

/** An address gets no more events, and its log goes with it. */
export function RemoveEndpointDialog({ organizationId, endpoint, onClose }: ActProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id: endpointId, version, url } = endpoint;
  const remove = useAct({
    send: webhookActs(slug).remove,
    renews: webhookKeys(slug, organizationId),
    notice: 'webhook.removed',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('webhook.removeTitle')}
      consequence={
        <>
          <p className="font-mono text-ink [overflow-wrap:anywhere]">{url}</p>
          <p>{t('webhook.removeText')}</p>
        </>
      }
      confirmLabel={t('general.remove')}
      isReasonAsked
      onConfirm={(reason) => remove.run({ endpointId, version, reason })}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}

/** Another signing secret; for a while messages carry both signatures. */
export function RotateSecretDialog(props: ActProps & { onRotated: (secret: string) => void }) {
  const { organizationId, endpoint, onRotated, onClose } = props;
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id: endpointId, version } = endpoint;
  return (
    <OverlapDialog
      title={t('webhook.rotate')}
      label={t('webhook.overlap')}
      hint={t('webhook.overlapHint')}
      submitLabel={t('webhook.rotate')}
      overlaps={overlaps}
      rotate={(overlapHours) =>
        webhookActs(slug).rotateSecret({ endpointId, version, overlapHours })
      }
      renews={webhookKeys(slug, organizationId)}
      onRotated={onRotated}
      onClose={onClose}
    />
  );
}
