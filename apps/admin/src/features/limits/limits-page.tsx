import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { Gauge, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { limitScopeLabels } from '../../lib/money-labels.ts';
import { useCan } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { limitColumns } from './limit-columns.tsx';
import { LimitDialog } from './limit-dialog.tsx';
import { LimitSheet } from './limit-sheet.tsx';
import type { LimitsSearch } from './limits-search.ts';
import type { Subject } from './subject-field.tsx';
import { limitsFilters, useLimitProposals, useLimits } from './use-limits.ts';

/** How much and how often may be sent: the narrowest word counts, field by field. */
export function LimitsPage(controls: ListControls<LimitsSearch>) {
  const { search, onSearchChange } = controls;
  const canManage = useCan('limit.manage');
  const limits = useLimits(search);
  const proposals = useLimitProposals();
  const [isNew, setIsNew] = useState(false);
  const columns = useMemo(
    () => limitColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, limits.data, 'limits');
  const opened = limits.data?.items.find((row) => row.id === search.open);
  const asked: Subject | undefined = search.set && {
    scope: search.set,
    scopeKey: search.key ?? '',
    name: search.name ?? '',
  };
  return (
    <Page
      title="Limits"
      description="How much and how often may be sent. The narrowest that says something counts: person or organization, then tier, role, everybody."
      actions={
        canManage && (
          <Button variant="primary" icon={<Plus />} onClick={() => setIsNew(true)}>
            Set a limit
          </Button>
        )
      }
    >
      <WaitingProposals proposals={proposals} />
      <QueryList
        label="Limits"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={limits}
        filters={
          <ScopeFilter scope={search.scope} onScopeChange={(scope) => list.filter({ scope })} />
        }
        tools={
          <CsvButton
            file="limits.csv"
            input={limitsFilters(search)}
            total={limits.data?.total ?? 0}
          />
        }
        empty={{
          icon: <Gauge />,
          title: 'Nothing is limited',
          description: 'Everybody may send as much as they have, as often as they like.',
        }}
        isFiltered={search.scope !== undefined}
      />
      {opened && <LimitSheet limit={opened} onClose={() => list.open(undefined)} />}
      {(isNew || (asked && canManage)) && (
        <LimitDialog
          subject={asked}
          onClose={() => {
            setIsNew(false);
            if (asked) onSearchChange({ set: undefined, key: undefined, name: undefined });
          }}
        />
      )}
    </Page>
  );
}

type ScopeFilterProps = {
  scope: LimitsSearch['scope'];
  onScopeChange: (scope: LimitsSearch['scope']) => void;
};

function ScopeFilter({ scope, onScopeChange }: ScopeFilterProps) {
  return (
    <ChoiceFilter
      label="For"
      options={choicesOf(limitScopeLabels)}
      values={scope ?? []}
      onValuesChange={(values) =>
        onScopeChange(values.length ? (values as LimitsSearch['scope']) : undefined)
      }
    />
  );
}
