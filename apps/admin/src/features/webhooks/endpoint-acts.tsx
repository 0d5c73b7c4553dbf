import type { WebhookEndpointView, WebhookSecret } from '@freehold/core-contracts/webhooks';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { toast } from '@freehold/ui/toast';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageWebhooks } from './use-webhooks.ts';

export type EndpointDialogActProps = {
  endpoint: WebhookEndpointView;
  onClose: () => void;
  onLookAgain: () => void;
};

const overlaps = [
  { value: '0', label: 'Not at all: it leaked' },
  { value: '1', label: 'For 1 hour' },
  { value: '24', label: 'For 24 hours' },
  { value: '168', label: 'For 7 days' },
] as const;

/** Asks how long the old secret signs beside the new one. */
export function RotateSecretDialog(
  props: EndpointDialogActProps & { onRotated: (shown: WebhookSecret) => void },
) {
  const { endpoint, onRotated, ...dialog } = props;
  const { rotateSecret } = useManageWebhooks();
  const [hours, setHours] = useState('24');
  return (
    <ActDialog
      {...dialog}
      title="Make a new signing secret?"
      consequence={
        <p>
          Events to <Address endpoint={endpoint} /> carry a signature of each secret while both
          hold, so that the receiver can be changed without a gap.
        </p>
      }
      confirmLabel={hours === '0' ? 'New secret, and stop the old one' : 'Make a new secret'}
      tone={hours === '0' ? 'danger' : 'primary'}
      isReasonAsked={false}
      isBusy={rotateSecret.isPending}
      error={rotateSecret.error}
      onConfirm={() =>
        rotateSecret.mutate(
          { endpointId: endpoint.id, version: endpoint.version, overlapHours: Number(hours) },
          { onSuccess: onRotated },
        )
      }
    >
      <Field label="The old secret signs as well">
        {(control) => (
          <Select {...control} value={hours} onValueChange={setHours} options={overlaps} />
        )}
      </Field>
    </ActDialog>
  );
}

/** Asks before an endpoint goes with its log. */
export function RemoveEndpointDialog({ endpoint, ...dialog }: EndpointDialogActProps) {
  const { remove } = useManageWebhooks();
  const notice = useAuditNotice();
  return (
    <ActDialog
      {...dialog}
      title="Remove this endpoint?"
      consequence={
        <p>
          Nothing is sent to <Address endpoint={endpoint} /> any more, and the log of its deliveries
          goes with it. To stop for a while, switch it off instead.
        </p>
      }
      confirmLabel="Remove the endpoint"
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={(reason) =>
        remove.mutate(
          { endpointId: endpoint.id, version: endpoint.version, reason },
          {
            onSuccess: () => {
              dialog.onClose();
              notice('The endpoint is removed', endpoint.id);
            },
          },
        )
      }
    />
  );
}

const ranges = [
  { value: '1', label: 'In the last hour' },
  { value: '24', label: 'In the last day' },
  { value: '168', label: 'In the last 7 days' },
  { value: '720', label: 'In the last 30 days' },
] as const;

/** Asks of which time missed events are sent again. */
export function ReplayMissedDialog({ endpoint, ...dialog }: EndpointDialogActProps) {
  const { replayMissed } = useManageWebhooks();
  const notice = useAuditNotice();
  const [hours, setHours] = useState('24');
  return (
    <ActDialog
      {...dialog}
      title="Replay what it missed?"
      consequence={
        <p>
          Every event that was never delivered to <Address endpoint={endpoint} /> is sent once more,
          500 at most, under the same <code className="font-mono text-xs">webhook-id</code>.
        </p>
      }
      confirmLabel="Replay them"
      tone="primary"
      isReasonAsked={false}
      isBusy={replayMissed.isPending}
      error={replayMissed.error}
      onConfirm={() => {
        const to = new Date();
        const from = new Date(to.getTime() - Number(hours) * 3_600_000);
        replayMissed.mutate(
          { endpointId: endpoint.id, from, to },
          {
            onSuccess: ({ replayed, hasMore }) => {
              dialog.onClose();
              if (replayed === 0) return void toast.info('It missed nothing in that time');
              const rest = hasMore ? ', and there are more' : '';
              return notice(`${replayed} sent again${rest}`, endpoint.id);
            },
          },
        );
      }}
    >
      <Field label="Missed">
        {(control) => (
          <Select {...control} value={hours} onValueChange={setHours} options={ranges} />
        )}
      </Field>
    </ActDialog>
  );
}

function Address({ endpoint }: { endpoint: WebhookEndpointView }) {
  return (
    <strong className="font-mono text-xs [overflow-wrap:anywhere]">
      {new URL(endpoint.url).host}
    </strong>
  );
}
