import type { WebhookDeliveryDetail } from '@freehold/core-contracts/webhooks';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Identifier } from '@freehold/ui/identifier';
import { JsonView } from '@freehold/ui/json-view';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { toast } from '@freehold/ui/toast';
import { RotateCw } from 'lucide-react';
import { Problem } from '../../components/problem.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { deliveryStatusLabels } from '../../lib/webhook-labels.ts';
import { useDelivery, useManageWebhooks } from './use-webhooks.ts';

export type DeliverySheetProps = {
  deliveryId: string;
  canManage: boolean;
  onOpen: (deliveryId: string) => void;
  onClose: () => void;
};

/** One delivery: what was sent, each call, and what came back. */
export function DeliverySheet({ deliveryId, canManage, onOpen, onClose }: DeliverySheetProps) {
  const { data, error, refetch } = useDelivery(deliveryId);
  const { replay } = useManageWebhooks();
  const notice = useAuditNotice();
  const isOver = data !== undefined && data.status !== 'PENDING' && data.status !== 'LOCKED';
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data?.eventType ?? 'Delivery'}
      description={
        data && (
          <Status label={deliveryStatusLabels[data.status]} isLive={data.status === 'LOCKED'} />
        )
      }
      footer={
        canManage && isOver ? (
          <div className="flex justify-end">
            <Button
              variant="primary"
              icon={<RotateCw />}
              isBusy={replay.isPending}
              onClick={() =>
                replay.mutate(
                  { deliveryId },
                  {
                    onSuccess: (next) => {
                      notice('The event is sent again', next.endpointId);
                      onOpen(next.id);
                    },
                    onError: (problem) => toast.error(describeError(problem)),
                  },
                )
              }
            >
              Send it again
            </Button>
          </div>
        ) : undefined
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={9} />}
      {data && <Detail delivery={data} />}
    </Sheet>
  );
}

function Detail({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const { status, error } = delivery;
  return (
    <div className="grid gap-6">
      {error && status !== 'DELIVERED' && (
        <Alert
          tone={status === 'PENDING' ? 'warning' : 'danger'}
          title={status === 'PENDING' ? 'Tried again later' : 'Not delivered'}
        >
          {error}
        </Alert>
      )}
      <KeyValueList
        columns={2}
        items={[
          { label: 'Endpoint', value: <Address url={delivery.endpointUrl} />, isWide: true },
          { label: 'Happened', value: <Time value={delivery.createdAt} /> },
          {
            label: 'Delivered',
            value: delivery.deliveredAt && <Time value={delivery.deliveredAt} />,
          },
          { label: 'Attempts', value: delivery.attempts },
          ...(status === 'PENDING'
            ? [{ label: 'Next attempt', value: <Time value={delivery.availableAt} /> }]
            : []),
          {
            label: 'webhook-id',
            value: <Identifier isFull value={delivery.eventId} label="webhook-id" />,
            isWide: true,
          },
        ]}
      />
      <SheetSection title="Sent">
        <JsonView value={JSON.parse(delivery.payload) as unknown} label="Body that is sent" />
      </SheetSection>
      <SheetSection title="Attempts">
        {delivery.attemptLog.length === 0 ? (
          <p className="text-sm text-muted">None yet.</p>
        ) : (
          <ol className="grid gap-2">
            {delivery.attemptLog.map((attempt) => (
              <AttemptItem key={attempt.attemptNumber} attempt={attempt} />
            ))}
          </ol>
        )}
      </SheetSection>
    </div>
  );
}

function Address({ url }: { url: string }) {
  return <span className="font-mono text-xs [overflow-wrap:anywhere]">{url}</span>;
}

function AttemptItem({ attempt }: { attempt: WebhookDeliveryDetail['attemptLog'][number] }) {
  const { attemptNumber, startedAt, durationMs, responseStatus, responseBody, error } = attempt;
  return (
    <li className="grid gap-1.5 rounded-md border border-line px-3 py-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="font-medium text-ink">
          {attemptNumber}. {error ?? `Answered ${String(responseStatus)}`}
        </span>
        <span className="text-xs text-subtle">
          <Time value={startedAt} /> · <span className="numeric">{durationMs} ms</span>
        </span>
      </p>
      {responseBody && (
        <pre
          role="group"
          tabIndex={0}
          aria-label={`Answer to attempt ${attemptNumber}`}
          className="max-h-40 overflow-auto rounded-sm bg-sunken px-2.5 py-2 font-mono text-xs leading-5 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]"
        >
          {responseBody}
        </pre>
      )}
    </li>
  );
}
