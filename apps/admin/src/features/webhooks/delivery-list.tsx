import { WebhookEventType } from '@freehold/core-contracts/webhooks';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { Activity } from 'lucide-react';
import { useMemo } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { deliveryStatusLabels } from '../../lib/webhook-labels.ts';
import { deliveryColumns } from './delivery-columns.tsx';
import { DeliverySheet } from './delivery-sheet.tsx';
import { useDeliveries, useEndpoints } from './use-webhooks.ts';
import type { WebhooksSearch } from './webhooks-search.ts';

const eventChoices = WebhookEventType.options.map((value) => ({ value, label: value }));

export type DeliveryListProps = ListControls<WebhooksSearch> & {
  organizationId: string | undefined;
  canManage: boolean;
};

/** What was sent in the last 30 days, and what came back. */
export function DeliveryList({ organizationId, canManage, ...controls }: DeliveryListProps) {
  const { search, onSearchChange } = controls;
  const deliveries = useDeliveries(search, organizationId);
  const columns = useMemo(
    () => deliveryColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, deliveries.data, 'deliveries');
  return (
    <>
      <QueryList
        label="Webhook deliveries"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={deliveries}
        filters={
          <DeliveryFilters search={search} organizationId={organizationId} onFilter={list.filter} />
        }
        empty={{
          icon: <Activity />,
          title: 'Nothing was sent yet',
          description: 'Deliveries of the last 30 days stand here with what came back.',
        }}
        isFiltered={Boolean(search.delivery ?? search.event ?? search.endpoint)}
      />
      {search.open && (
        <DeliverySheet
          deliveryId={search.open}
          canManage={canManage}
          onOpen={list.open}
          onClose={() => list.open(undefined)}
        />
      )}
    </>
  );
}

type DeliveryFiltersProps = {
  search: WebhooksSearch;
  organizationId: string | undefined;
  onFilter: (change: Partial<WebhooksSearch>) => void;
};

function DeliveryFilters({ search, organizationId, onFilter }: DeliveryFiltersProps) {
  const endpoints = useEndpoints(organizationId);
  const endpointChoices = (endpoints.data?.items ?? []).map(({ id, url, description }) => ({
    value: id,
    label: description || new URL(url).host,
  }));
  return (
    <>
      <h2 className="px-1 text-sm font-medium text-ink max-sm:w-full">Deliveries</h2>
      <ChoiceFilter
        label="Status"
        options={choicesOf(deliveryStatusLabels)}
        values={search.delivery ?? []}
        onValuesChange={(values) =>
          // Options are the keys of the table.
          onFilter({ delivery: values.length ? (values as WebhooksSearch['delivery']) : undefined })
        }
      />
      <ChoiceFilter
        isSingle
        label="Event"
        options={eventChoices}
        values={search.event ? [search.event] : []}
        onValuesChange={([event]) => onFilter({ event: event as WebhooksSearch['event'] })}
      />
      {endpointChoices.length > 1 && (
        <ChoiceFilter
          isSingle
          label="Endpoint"
          options={endpointChoices}
          values={search.endpoint ? [search.endpoint] : []}
          onValuesChange={([endpoint]) => onFilter({ endpoint })}
        />
      )}
    </>
  );
}
