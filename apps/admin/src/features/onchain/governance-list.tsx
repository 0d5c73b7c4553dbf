import type { GovernanceSummary } from '@freehold/core-contracts/onchain';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Vote } from 'lucide-react';
import { useMemo } from 'react';
import { Problem } from '../../components/problem.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { governanceStatusLabels } from '../../lib/money-labels.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import type { RecordsSearch } from './records-search.ts';
import { useGovernance, useGovernanceProposal } from './use-onchain.ts';

const votesOf = ({ votesFor, votesAgainst, quorum }: GovernanceSummary) =>
  `${formatCount(votesFor)} for, ${formatCount(votesAgainst)} against, ${formatCount(quorum)} needed`;

function proposalColumns(open: (id: string) => void): readonly DataColumn<GovernanceSummary>[] {
  return [
    {
      id: 'title',
      header: 'Proposal',
      isAlwaysShown: true,
      cell: (row) => (
        <RowButton onOpen={() => open(row.id)} className="line-clamp-1 text-left">
          {row.title}
        </RowButton>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={governanceStatusLabels[row.status]} />,
    },
    {
      id: 'votes',
      header: 'Votes',
      cell: (row) => <span className="numeric">{votesOf(row)}</span>,
    },
    { id: 'proposer', header: 'By', cell: (row) => row.proposerId },
    { id: 'closesAt', header: 'Closes', cell: (row) => <Time value={row.closesAt} /> },
  ];
}

/** What is voted on, the newest first. */
export function GovernanceList(controls: ListControls<RecordsSearch>) {
  const { search, onSearchChange } = controls;
  const proposals = useGovernance(search);
  const columns = useMemo(
    () => proposalColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, proposals.data, 'votes on the ledger');
  return (
    <>
      <QueryList
        label="Votes on the ledger"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={proposals}
        filters={
          <ChoiceFilter
            label="Status"
            options={choicesOf(governanceStatusLabels)}
            values={search.proposal ?? []}
            onValuesChange={(next) =>
              list.filter({
                proposal: next.length ? (next as RecordsSearch['proposal']) : undefined,
              })
            }
          />
        }
        empty={{
          icon: <Vote />,
          title: 'Nothing was voted on',
          description: 'The command “Submit proposal” puts the first one to the vote.',
        }}
        isFiltered={search.proposal !== undefined}
      />
      {search.open && (
        <ProposalSheet proposalId={search.open} onClose={() => list.open(undefined)} />
      )}
    </>
  );
}

function ProposalSheet({ proposalId, onClose }: { proposalId: string; onClose: () => void }) {
  const { data, error, refetch } = useGovernanceProposal(proposalId);
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data?.title ?? 'Proposal'}
      description={data && <Status label={governanceStatusLabels[data.status]} />}
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={6} />}
      {data && (
        <div className="grid gap-6">
          <p className="text-sm whitespace-pre-line text-ink">{data.body}</p>
          <KeyValueList
            columns={2}
            items={[
              { label: 'Votes', value: votesOf(data) },
              {
                label: 'If it is accepted',
                value: data.effect && `${data.effect.key} becomes ${data.effect.value}`,
              },
              { label: 'Proposed by', value: data.proposerId },
              { label: 'Closes', value: <Time value={data.closesAt} /> },
              { label: 'Carried out', value: data.executedAt && <Time value={data.executedAt} /> },
              {
                label: 'Id',
                value: <Identifier isFull value={data.id} label="proposal id" />,
                isWide: true,
              },
            ]}
          />
          <SheetSection title="Votes">
            <ul className="grid gap-1 text-sm text-ink">
              {data.votes.map((vote) => (
                <li key={vote.voterId} className="flex flex-wrap justify-between gap-x-4">
                  <span className="[overflow-wrap:anywhere]">
                    {vote.voterId}: {vote.isFor ? 'for' : 'against'}
                  </span>
                  <Time value={vote.castAt} />
                </li>
              ))}
              {data.votes.length === 0 && <li className="text-muted">None yet.</li>}
            </ul>
          </SheetSection>
        </div>
      )}
    </Sheet>
  );
}
