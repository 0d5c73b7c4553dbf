import type { EventSummary } from '@freehold/core-contracts/ledger';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { JsonView } from '@freehold/ui/json-view';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { Time } from '@freehold/ui/time';
import { Radio } from 'lucide-react';
import { useMemo } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { eventNameColumn } from './event-name-column.tsx';
import type { EventsSearch } from './ledger-search.ts';
import { eventsSort, useEvents } from './use-ledger.ts';

function eventColumns(open: (id: string) => void): readonly DataColumn<EventSummary>[] {
  return [
    eventNameColumn(open),
    { id: 'chaincode', header: 'Contract', cell: (row) => row.chaincode },
    {
      id: 'blockNumber',
      header: 'Block',
      align: 'end',
      isSortable: true,
      cell: (row) => (
        <span className="numeric whitespace-nowrap">
          #{formatCount(row.blockNumber)} <span className="text-subtle">/ {row.eventIndex}</span>
        </span>
      ),
    },
    {
      id: 'fabricTxId',
      header: 'Transaction',
      cell: (row) => <Identifier value={row.fabricTxId} label="transaction id" />,
    },
    { id: 'txTimestamp', header: 'On the ledger', cell: (row) => <Time value={row.txTimestamp} /> },
    {
      id: 'ingestedAt',
      header: 'Taken in',
      cell: (row) => <Time value={row.ingestedAt} format="relative" />,
    },
  ];
}

/** Events that came back and took effect. */
export function EventsPage(controls: ListControls<EventsSearch>) {
  const { search, onSearchChange } = controls;
  const events = useEvents(search);
  const columns = useMemo(
    () => eventColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, events.data, 'events');
  const opened = events.data?.items.find((row) => row.id === search.open);
  return (
    <>
      <QueryList
        label="Events"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        sort={eventsSort(search)}
        onSortChange={list.sort}
        list={list}
        query={events}
        filters={
          <>
            <SearchFilter
              label="Find by transaction or contract"
              value={search.q}
              onValueChange={(q) => list.filter({ q })}
            />
            <SearchFilter
              label="Name of the event"
              value={search.name}
              onValueChange={(name) => list.filter({ name })}
            />
          </>
        }
        empty={{
          icon: <Radio />,
          title: 'No event yet',
          description: 'Events appear when the ledger has committed a command.',
        }}
        isFiltered={search.q !== undefined || search.name !== undefined}
      />
      {opened && <EventSheet event={opened} onClose={() => list.open(undefined)} />}
    </>
  );
}

function EventSheet({ event, onClose }: { event: EventSummary; onClose: () => void }) {
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={event.eventName}
      description={`Version ${event.eventVersion} · block #${formatCount(event.blockNumber)}, event ${event.eventIndex}`}
    >
      <div className="grid gap-6">
        <JsonView value={event.payload} label="Payload" />
        <KeyValueList
          columns={2}
          items={[
            { label: 'Contract', value: event.chaincode },
            { label: 'Channel', value: event.channel },
            { label: 'On the ledger', value: <Time value={event.txTimestamp} /> },
            { label: 'Taken in', value: <Time value={event.ingestedAt} /> },
            {
              label: 'Transaction',
              value: <Identifier isFull value={event.fabricTxId} label="transaction id" />,
              isWide: true,
            },
          ]}
        />
      </div>
    </Sheet>
  );
}
