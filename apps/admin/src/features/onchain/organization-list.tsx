import type { OnchainOrganizationSummary } from '@freehold/core-contracts/onchain';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Building2 } from 'lucide-react';
import { useMemo } from 'react';
import { None } from '../../components/none.tsx';
import { Problem } from '../../components/problem.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { onchainOrganizationLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import type { RecordsSearch } from './records-search.ts';
import { useOnchainOrganization, useOnchainOrganizations } from './use-onchain.ts';

function organizationColumns(
  open: (id: string) => void,
): readonly DataColumn<OnchainOrganizationSummary>[] {
  return [
    {
      id: 'name',
      header: 'Organization',
      isAlwaysShown: true,
      cell: (row) => (
        <RowButton onOpen={() => open(row.id)} className="text-left">
          {row.name}
        </RowButton>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={onchainOrganizationLabels[row.status]} />,
    },
    {
      id: 'endorsements',
      header: 'Endorsements',
      align: 'end',
      cell: (row) => <span className="numeric">{formatCount(row.endorsements)}</span>,
    },
    { id: 'proposedAt', header: 'Proposed', cell: (row) => <Time value={row.proposedAt} /> },
    {
      id: 'activatedAt',
      header: 'Activated',
      cell: (row) => (row.activatedAt ? <Time value={row.activatedAt} /> : <None />),
    },
    {
      id: 'id',
      header: 'Id',
      cell: (row) => <Identifier value={row.id} label="organization id" />,
    },
  ];
}

/** Organizations as the ledger has them. */
export function OrganizationList(controls: ListControls<RecordsSearch>) {
  const { search, onSearchChange } = controls;
  const organizations = useOnchainOrganizations(search);
  const columns = useMemo(
    () => organizationColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, organizations.data, 'organizations on the ledger');
  return (
    <>
      <QueryList
        label="Organizations on the ledger"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={organizations}
        filters={
          <>
            <SearchFilter
              label="Find by name or id"
              value={search.q}
              onValueChange={(q) => list.filter({ q })}
            />
            <ChoiceFilter
              label="Status"
              options={choicesOf(onchainOrganizationLabels)}
              values={search.organization ?? []}
              onValuesChange={(next) =>
                list.filter({
                  organization: next.length ? (next as RecordsSearch['organization']) : undefined,
                })
              }
            />
          </>
        }
        empty={{
          icon: <Building2 />,
          title: 'No organization was proposed',
          description: 'The command “Propose organization” makes the first one.',
        }}
        isFiltered={search.q !== undefined || search.organization !== undefined}
      />
      {search.open && (
        <OrganizationSheet organizationId={search.open} onClose={() => list.open(undefined)} />
      )}
    </>
  );
}

type OrganizationSheetProps = { organizationId: string; onClose: () => void };

function OrganizationSheet({ organizationId, onClose }: OrganizationSheetProps) {
  const { data, error, refetch } = useOnchainOrganization(organizationId);
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data?.name ?? 'Organization'}
      description={data && <Status label={onchainOrganizationLabels[data.status]} />}
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={6} />}
      {data && (
        <div className="grid gap-6">
          <SheetSection title="Endorsed by">
            <ul className="grid gap-1 text-sm text-ink">
              {data.endorsers.map((each) => (
                <li key={each.endorserId} className="flex justify-between gap-4">
                  <span className="[overflow-wrap:anywhere]">{each.endorserId}</span>
                  <Time value={each.endorsedAt} />
                </li>
              ))}
              {data.endorsers.length === 0 && <li className="text-muted">Nobody yet.</li>}
            </ul>
          </SheetSection>
          <SheetSection title="Rules">
            <ul className="grid gap-1 text-sm text-ink">
              {data.rules.map(({ ruleId, rule }) => (
                <li key={ruleId}>
                  <span className="font-medium">{ruleId}</span>: from {writeAmount(rule.fromAmount)}
                  {rule.belowAmount !== null && ` to below ${writeAmount(rule.belowAmount)}`},{' '}
                  {rule.minimumApprovers} people with a weight of {rule.minimumWeight}
                </li>
              ))}
              {data.rules.length === 0 && <li className="text-muted">None.</li>}
            </ul>
          </SheetSection>
          <KeyValueList
            items={[
              { label: 'Id', value: <Identifier isFull value={data.id} label="organization id" /> },
            ]}
          />
        </div>
      )}
    </Sheet>
  );
}
