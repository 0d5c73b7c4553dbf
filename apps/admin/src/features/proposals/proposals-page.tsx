import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { Scale } from 'lucide-react';
import { useMemo } from 'react';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { proposalColumns } from './proposal-columns.tsx';
import { ProposalSheet } from './proposal-sheet.tsx';
import type { ProposalsSearch } from './proposals-search.ts';
import { useProposals } from './use-proposals.ts';

const shows = [
  { value: 'waiting', label: 'Waiting for me' },
  { value: 'mine', label: 'Mine' },
  { value: 'all', label: 'All' },
];

const emptyWords = {
  waiting: {
    title: 'Nothing waits for you',
    description: 'Where the tenant wants four eyes, acts of others appear here before they happen.',
  },
  mine: {
    title: 'You have proposed nothing',
    description: 'What you do appears here first where the tenant wants four eyes.',
  },
  all: {
    title: 'Nothing was proposed yet',
    description: 'Four eyes are switched on in the settings of the tenant.',
  },
};

/** Acts that wait for a second operator. */
export function ProposalsPage(controls: ListControls<ProposalsSearch>) {
  const { search, onSearchChange } = controls;
  const proposals = useProposals(search);
  const columns = useMemo(
    () => proposalColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, proposals.data, 'proposals');
  const show = search.show ?? 'waiting';
  return (
    <Page
      title="Proposals"
      description="Acts that wait for a second operator: where the tenant wants four eyes, and always for issuing money and for power over a business account that nobody else signs for."
    >
      <QueryList
        label="Proposals"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={proposals}
        filters={
          <ChoiceFilter
            isSingle
            label="Show"
            options={shows}
            values={[show]}
            onValuesChange={([next]) =>
              list.filter({
                show: next === 'mine' || next === 'all' ? next : undefined,
              })
            }
          />
        }
        empty={{ icon: <Scale />, ...emptyWords[show] }}
      />

      {search.open && (
        <ProposalSheet proposalId={search.open} onClose={() => list.open(undefined)} />
      )}
    </Page>
  );
}
