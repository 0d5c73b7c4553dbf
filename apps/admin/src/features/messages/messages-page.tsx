import { Alert } from '@freehold/ui/alert';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { Inbox } from 'lucide-react';
import { useMemo } from 'react';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf, messageStatusLabels } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { messageColumns } from './message-columns.tsx';
import { MessageSheet } from './message-sheet.tsx';
import { MessagesExport } from './messages-export.tsx';
import type { MessagesSearch } from './messages-search.ts';
import { useMessages } from './use-messages.ts';

const channelChoices = [
  { value: 'EMAIL', label: 'E-mail' },
  { value: 'SMS', label: 'SMS' },
];

/** E-mail and SMS on their way out; the inbox of a development system. */
export function MessagesPage(controls: ListControls<MessagesSearch>) {
  const { search, onSearchChange } = controls;
  const { isDevelopment } = useSession();
  const messages = useMessages(search);
  const columns = useMemo(
    () => messageColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, messages.data, 'messages');
  const isFiltered = Boolean(search.q ?? search.channel ?? search.status ?? search.template);
  return (
    <Page title="Messages" description="E-mail and SMS of this tenant, sent at least once each.">
      {isDevelopment && (
        <Alert tone="info" title="Development inbox">
          Messages are stored here and sent nowhere. Open one to read its body and its code.
        </Alert>
      )}
      <QueryList
        label="Messages"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={messages}
        filters={<MessageFilters search={search} onFilter={list.filter} />}
        tools={<MessagesExport search={search} total={messages.data?.total ?? 0} />}
        empty={{
          icon: <Inbox />,
          title: 'No message yet',
          description: 'The first one is written when somebody begins to sign up.',
        }}
        isFiltered={isFiltered}
      />

      {search.open && <MessageSheet messageId={search.open} onClose={() => list.open(undefined)} />}
    </Page>
  );
}

type MessageFiltersProps = {
  search: MessagesSearch;
  onFilter: (change: Partial<MessagesSearch>) => void;
};

function MessageFilters({ search, onFilter }: MessageFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by recipient or subject"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        isSingle
        label="Channel"
        options={channelChoices}
        values={search.channel ? [search.channel] : []}
        onValuesChange={([channel]) => onFilter({ channel: channel as MessagesSearch['channel'] })}
      />
      <ChoiceFilter
        label="Status"
        options={choicesOf(messageStatusLabels)}
        values={search.status ?? []}
        onValuesChange={(status) =>
          onFilter({
            status: status.length ? (status as MessagesSearch['status']) : undefined,
          })
        }
      />
    </>
  );
}
