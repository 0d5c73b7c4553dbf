import type { CommandSummary } from '@freehold/core-contracts/ledger';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount, humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { None } from '../../components/none.tsx';
import { RowButton } from '../../components/row-button.tsx';
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
      cell: (row) => <RowButton onOpen={() => open(row.id)}>{humanize(row.commandType)}</RowButton>,
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
          <None />
        ),
    },
    ...timeColumns,
  ];
}
