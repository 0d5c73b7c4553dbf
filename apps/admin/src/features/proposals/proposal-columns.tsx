import type { ProposalView } from '@freehold/core-contracts/people';
import type { DataColumn } from '@freehold/ui/data-table';
import { Time } from '@freehold/ui/time';
import { None } from '../../components/none.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Status } from '../../components/status.tsx';
import { proposalStatusLabels } from '../../lib/labels.ts';
import { describeAction } from './proposal-words.ts';

/** Columns of the list; `open` shows one proposal. */
export function proposalColumns(open: (id: string) => void): readonly DataColumn<ProposalView>[] {
  return [
    {
      id: 'action',
      header: 'Proposal',
      isAlwaysShown: true,
      cell: (row) => (
        <span className="grid min-w-0">
          <RowButton onOpen={() => open(row.id)} className="justify-self-start text-left">
            {describeAction(row.action)}
          </RowButton>
          <span className="truncate text-xs text-subtle">{row.entityName}</span>
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={proposalStatusLabels[row.status]} />,
    },
    {
      id: 'proposedBy',
      header: 'Proposed by',
      cell: (row) => (row.isOwn ? 'You' : row.proposedByName),
    },
    {
      id: 'reason',
      header: 'Reason',
      cell: (row) => <span className="line-clamp-1 max-w-72">{row.reason}</span>,
    },
    {
      id: 'createdAt',
      header: 'Proposed',
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
    {
      id: 'expiresAt',
      header: 'Lapses',
      cell: (row) =>
        row.status === 'WAITING' ? <Time value={row.expiresAt} format="relative" /> : <None />,
    },
    {
      id: 'decidedBy',
      header: 'Decided by',
      isHiddenAtFirst: true,
      cell: (row) => row.decidedByName ?? <None />,
    },
  ];
}
