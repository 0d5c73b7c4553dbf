import type { MessageSummary } from '@freehold/core-contracts/messages';
import type { DataColumn } from '@freehold/ui/data-table';
import { humanize } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { Mail, MessageSquare } from 'lucide-react';
import { RowButton } from '../../components/row-button.tsx';
import { Status } from '../../components/status.tsx';
import { describeLanguage, messageStatusLabels } from '../../lib/labels.ts';

const languageColumn: DataColumn<MessageSummary> = {
  id: 'locale',
  header: 'Language',
  isHiddenAtFirst: true,
  cell: (row) => describeLanguage(row.locale),
};

/** Columns of the list; `open` shows one message. */
export function messageColumns(open: (id: string) => void): readonly DataColumn<MessageSummary>[] {
  return [
    {
      id: 'subject',
      header: 'Message',
      isAlwaysShown: true,
      cell: (row) => {
        const Icon = row.channel === 'SMS' ? MessageSquare : Mail;
        return (
          <span className="flex min-w-0 items-center gap-2.5">
            <Icon
              aria-label={row.channel === 'SMS' ? 'SMS' : 'E-mail'}
              className="size-4 shrink-0 text-subtle"
            />
            <span className="grid min-w-0">
              <RowButton onOpen={() => open(row.id)} className="truncate text-left">
                {row.subject || humanize(row.template)}
              </RowButton>
              <span className="truncate text-xs text-subtle">{row.recipient}</span>
            </span>
          </span>
        );
      },
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => (
        <Status label={messageStatusLabels[row.status]} isLive={row.status === 'LOCKED'} />
      ),
    },
    { id: 'template', header: 'Template', cell: (row) => humanize(row.template) },
    languageColumn,
    {
      id: 'attempts',
      header: 'Attempts',
      align: 'end',
      cell: (row) => <span className="numeric">{row.attempts}</span>,
    },
    { id: 'provider', header: 'Provider', cell: (row) => row.provider ?? '—' },
    {
      id: 'error',
      header: 'Error',
      isHiddenAtFirst: true,
      cell: (row) => <span className="line-clamp-1 max-w-60">{row.error ?? '—'}</span>,
    },
    {
      id: 'createdAt',
      header: 'Written',
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
    {
      id: 'sentAt',
      header: 'Sent',
      cell: (row) =>
        row.sentAt ? (
          <Time value={row.sentAt} format="relative" />
        ) : (
          <span className="text-subtle">not yet</span>
        ),
    },
  ];
}
