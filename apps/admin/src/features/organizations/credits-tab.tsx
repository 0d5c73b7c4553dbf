import type { CreditEntryView } from '@freehold/core-contracts/credits';
import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Button } from '@freehold/ui/button';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { ArrowRightLeft, Coins, Plus } from 'lucide-react';
import { QueryList } from '../../components/query-list.tsx';
import { creditKindLabels } from '../../lib/organization-labels.ts';
import { useList } from '../../lib/use-list.ts';
import type { OrganizationAct } from './organization-acts.ts';
import type { UsageTabProps } from './usage-tab.tsx';
import { useCredits } from './use-organizations.ts';

const signed = (amount: number) => `${amount < 0 ? '−' : '+'}${formatCount(Math.abs(amount))}`;

const columns: readonly DataColumn<CreditEntryView>[] = [
  {
    id: 'createdAt',
    header: 'When',
    isAlwaysShown: true,
    cell: (row) => <Time value={row.createdAt} />,
  },
  {
    id: 'kind',
    header: 'What',
    isAlwaysShown: true,
    cell: (row) => (
      <span className="grid min-w-0">
        <span className="text-ink">
          {creditKindLabels[row.kind]}
          {row.counterpartyName && (
            <span className="text-muted">
              {row.amount < 0 ? ' to ' : ' from '}
              {row.counterpartyName}
            </span>
          )}
        </span>
        <span className="truncate text-xs text-subtle">{row.reason}</span>
      </span>
    ),
  },
  {
    id: 'amount',
    header: 'Credits',
    align: 'end',
    isAlwaysShown: true,
    cell: (row) => (
      <span className={row.amount < 0 ? 'numeric text-ink' : 'numeric text-success-ink'}>
        {signed(row.amount)}
      </span>
    ),
  },
  {
    id: 'balanceAfter',
    header: 'Balance',
    align: 'end',
    cell: (row) => <span className="numeric">{formatCount(row.balanceAfter)}</span>,
  },
];

export type CreditsTabProps = UsageTabProps & {
  organization: OrganizationDetail;
  acts: readonly OrganizationAct[];
  onChoose: (act: OrganizationAct) => void;
};

/** Every movement of its credits, the newest first. */
export function CreditsTab(props: CreditsTabProps) {
  const { organization, search, onSearchChange, acts, onChoose } = props;
  const credits = useCredits(organization.id, search);
  const list = useList({ search, onSearchChange }, columns, credits.data, 'entries');
  return (
    <QueryList
      label="Credit entries"
      columns={columns}
      getRowId={(row) => row.id}
      list={list}
      query={credits}
      filters={
        <p className="px-1 text-sm text-muted">
          Balance{' '}
          <span className="numeric font-semibold text-ink">
            {formatCount(organization.scanCredits)}
          </span>
        </p>
      }
      tools={
        <>
          {acts.includes('transfer') && (
            <Button icon={<ArrowRightLeft />} onClick={() => onChoose('transfer')}>
              Transfer
            </Button>
          )}
          {acts.includes('grant') && (
            <Button variant="primary" icon={<Plus />} onClick={() => onChoose('grant')}>
              Grant
            </Button>
          )}
        </>
      }
      empty={{
        icon: <Coins />,
        title: 'No credits have moved yet',
        description: 'Grants, uses and transfers appear here.',
      }}
    />
  );
}
