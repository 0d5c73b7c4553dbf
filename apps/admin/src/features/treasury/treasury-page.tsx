import type { IssueView } from '@freehold/core-contracts/treasury';
import { Button } from '@freehold/ui/button';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { useNavigate } from '@tanstack/react-router';
import { Coins, Plus } from 'lucide-react';
import { useState } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { IssueDialog } from './issue-dialog.tsx';
import { TreasuryFigures } from './treasury-figures.tsx';
import { TreasuryFrame } from './treasury-frame.tsx';
import type { TreasurySearch } from './treasury-search.ts';
import { useIssues, useTreasury, useTreasuryProposals } from './use-treasury.ts';

const columns: readonly DataColumn<IssueView>[] = [
  {
    id: 'reference',
    header: 'Issue',
    isAlwaysShown: true,
    cell: (row) => (
      <TransferLink transferId={row.transferId}>{row.reference ?? 'Issue'}</TransferLink>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: (row) => (
      <Status label={transferStatusLabels[row.status]} isLive={row.status === 'PENDING'} />
    ),
  },
  {
    id: 'amount',
    header: 'Amount',
    align: 'end',
    isAlwaysShown: true,
    cell: (row) => <Money value={row.amount} currencyCode={row.currencyCode} />,
  },
  {
    id: 'receiverCount',
    header: 'Receivers',
    align: 'end',
    cell: (row) => <span className="numeric">{formatCount(row.receiverCount)}</span>,
  },
  { id: 'proposedBy', header: 'Proposed by', cell: (row) => row.proposedByName ?? '—' },
  { id: 'approvedBy', header: 'Approved by', cell: (row) => row.approvedByName },
  {
    id: 'createdAt',
    header: 'Issued',
    cell: (row) => <Time value={row.createdAt} format="relative" />,
  },
];

/** Where the tenant's money stands, and everything that was ever issued. */
export function TreasuryPage(controls: ListControls<TreasurySearch>) {
  const { tenant } = useSession();
  const navigate = useNavigate();
  const canIssue = useCan('treasury.issue');
  const treasury = useTreasury();
  const issues = useIssues(controls.search);
  const proposals = useTreasuryProposals();
  const list = useList(controls, columns, issues.data, 'issues');
  const [isIssuing, setIsIssuing] = useState(false);
  return (
    <TreasuryFrame
      actions={
        canIssue && (
          <Button
            variant="primary"
            icon={<Plus />}
            disabled={!treasury.data}
            onClick={() => setIsIssuing(true)}
          >
            Issue money
          </Button>
        )
      }
    >
      <WaitingProposals proposals={proposals} />
      <TreasuryFigures treasury={treasury} />
      <QueryList
        label="Issues"
        columns={columns}
        getRowId={(row) => row.transferId}
        onRowOpen={(row) =>
          void navigate({
            to: '/$tenant/transfers/$transferId',
            params: { tenant: tenant.slug, transferId: row.transferId },
          })
        }
        list={list}
        query={issues}
        filters={<p className="px-1 text-sm font-medium text-ink">Issues</p>}
        tools={<CsvButton file="issues.csv" input={{}} total={issues.data?.total ?? 0} />}
        empty={{
          icon: <Coins />,
          title: 'Nothing was issued yet',
          description: 'A treasurer issues money, and a second person has to agree.',
        }}
      />
      {isIssuing && treasury.data && (
        <IssueDialog treasury={treasury.data} onClose={() => setIsIssuing(false)} />
      )}
    </TreasuryFrame>
  );
}
