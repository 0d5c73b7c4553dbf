import type { CommandSummary } from '@freehold/core-contracts/ledger';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount, humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { Status } from '../../components/status.tsx';
import { commandStatusLabels } from '../../lib/labels.ts';

const timeColumns: readonly DataColumn<CommandSummary>[] = [
  {
    id: 'createdAt',
    header: 'Written',
    isSortable: true,
    cell: (row) => <Time value={row.createdAt} format="relative" />,
  },
  {
    id: 'availableAt',
    header: 'Next try',
    isHiddenAtFirst: true,
    cell: (row) => <Time value={row.availableAt} />,
  },
  {
    id: 'service',
    header: 'Service',
    isHiddenAtFirst: true,
    cell: (row) => row.service,
  },
];

/** Columns of the list; `open` shows the panel of one command. */
export function commandColumns(open: (id: string) => void): readonly DataColumn<CommandSummary>[] {
  return [
    {
      id: 'commandType',
      header: 'Command',
      isAlwaysShown: true,
      cell: (row) => (
        <button
          type="button"
          onClick={() => open(row.id)}
          className="rounded-xs font-medium text-ink underline-offset-3 hover:underline"
        >
          {humanize(row.commandType)}
        </button>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => (
        <Status
          label={commandStatusLabels[row.status]}
          isLive={row.status === 'LOCKED' || row.status === 'SUBMITTED'}
        />
      ),
    },
    {
      id: 'aggregateKey',
      header: 'About',
      cell: (row) => <Identifier value={row.aggregateKey} label="aggregate" />,
    },
    {
      id: 'attempts',
      header: 'Attempts',
      align: 'end',
      cell: (row) => <span className="numeric">{row.attempts}</span>,
    },
    {
      id: 'commitBlock',
      header: 'Block',
      align: 'end',
      cell: (row) => (
        <span className="numeric">
          {row.commitBlock === null ? '—' : `#${formatCount(row.commitBlock)}`}
        </span>
      ),
    },
    {
      id: 'error',
      header: 'Error',
      cell: (row) =>
        row.errorCode ? (
          <span className="line-clamp-1 max-w-60 text-danger-ink">
            {row.error ?? row.errorCode}
          </span>
        ) : (
          <span className="text-subtle">—</span>
        ),
    },
    ...timeColumns,
  ];
}
