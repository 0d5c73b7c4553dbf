import type { WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import type { DataColumn } from '@freehold/ui/data-table';
import { Time } from '@freehold/ui/time';
import { Tooltip } from '@freehold/ui/tooltip';
import type { ReactNode } from 'react';
import { Status } from '../../components/status.tsx';
import { endpointStateLabels, endpointStateOf } from '../../lib/webhook-labels.ts';

/** Columns of the endpoints; `menu` draws what may be done about one of them. */
export function endpointColumns(
  menu: (row: WebhookEndpointView) => ReactNode,
): readonly DataColumn<WebhookEndpointView>[] {
  return [
    {
      id: 'url',
      header: 'Endpoint',
      isAlwaysShown: true,
      cell: (row) => (
        <span className="grid max-w-96 min-w-0">
          <span className="truncate font-mono text-xs text-ink" title={row.url}>
            {row.url}
          </span>
          <span className="truncate text-xs text-subtle">
            {row.description || 'No description'}
          </span>
        </span>
      ),
    },
    { id: 'state', header: 'State', cell: (row) => <EndpointState endpoint={row} /> },
    {
      id: 'eventTypes',
      header: 'Events',
      cell: ({ eventTypes }) => (
        <Tooltip content={eventTypes.join(', ')}>
          <span>
            {eventTypes[0] ?? 'none'}
            {eventTypes.length > 1 && (
              <span className="text-subtle"> and {eventTypes.length - 1} more</span>
            )}
          </span>
        </Tooltip>
      ),
    },
    {
      id: 'lastDeliveredAt',
      header: 'Last delivered',
      cell: (row) =>
        row.lastDeliveredAt ? (
          <Time value={row.lastDeliveredAt} format="relative" />
        ) : (
          <span className="text-subtle">never</span>
        ),
    },
    { id: 'acts', header: 'Acts', isAlwaysShown: true, align: 'end', cell: menu },
  ];
}

function EndpointState({ endpoint }: { endpoint: WebhookEndpointView }) {
  const { failingSince, disabledReason } = endpoint;
  return (
    <span className="grid justify-items-start gap-0.5">
      <Status label={endpointStateLabels[endpointStateOf(endpoint)]} />
      {endpoint.isEnabled && failingSince && (
        <span className="text-xs text-subtle">
          since <Time value={failingSince} format="relative" />
        </span>
      )}
      {!endpoint.isEnabled && disabledReason && (
        <span className="max-w-56 text-xs text-subtle">{disabledReason}</span>
      )}
    </span>
  );
}
