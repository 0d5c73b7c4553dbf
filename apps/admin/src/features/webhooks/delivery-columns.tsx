import type { WebhookDeliveryView } from '@freehold/core-contracts/webhooks';
import type { DataColumn } from '@freehold/ui/data-table';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { Status } from '../../components/status.tsx';
import { deliveryStatusLabels } from '../../lib/webhook-labels.ts';

/** Columns of the deliveries; `open` shows one with its attempts. */
export function deliveryColumns(
  open: (id: string) => void,
): readonly DataColumn<WebhookDeliveryView>[] {
  return [
    {
      id: 'event',
      header: 'Event',
      isAlwaysShown: true,
      cell: (row) => <EventCell delivery={row} onOpen={() => open(row.id)} />,
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => (
        <Status label={deliveryStatusLabels[row.status]} isLive={row.status === 'LOCKED'} />
      ),
    },
    {
      id: 'answer',
      header: 'Answer',
      cell: (row) => (
        <span className="line-clamp-1 max-w-72">
          {row.error ?? (row.responseStatus === null ? '—' : String(row.responseStatus))}
        </span>
      ),
    },
    {
      id: 'attempts',
      header: 'Attempts',
      align: 'end',
      cell: (row) => <span className="numeric">{row.attempts}</span>,
    },
    {
      id: 'endpoint',
      header: 'Endpoint',
      cell: (row) => (
        <span className="block max-w-64 truncate font-mono text-xs" title={row.endpointUrl}>
          {row.endpointUrl}
        </span>
      ),
    },
    {
      id: 'createdAt',
      header: 'Happened',
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
    {
      id: 'next',
      header: 'Next attempt',
      cell: (row) =>
        row.status === 'PENDING' ? <Time value={row.availableAt} format="relative" /> : '—',
    },
    {
      id: 'eventId',
      header: 'webhook-id',
      isHiddenAtFirst: true,
      cell: (row) => <Identifier value={row.eventId} label="webhook-id" isCopyable />,
    },
  ];
}

function EventCell({ delivery, onOpen }: { delivery: WebhookDeliveryView; onOpen: () => void }) {
  return (
    <span className="grid min-w-0 justify-items-start">
      <button
        type="button"
        onClick={onOpen}
        className="rounded-xs text-left font-mono text-xs text-ink underline-offset-3 hover:underline"
      >
        {delivery.eventType}
      </button>
      {delivery.replayNumber > 0 && (
        <span className="text-xs text-subtle">replay {delivery.replayNumber}</span>
      )}
    </span>
  );
}
