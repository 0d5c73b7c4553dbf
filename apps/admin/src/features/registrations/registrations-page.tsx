import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { UserRoundPlus } from 'lucide-react';
import { useMemo } from 'react';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf, registrationStepLabels } from '../../lib/labels.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { registrationColumns } from './registration-columns.tsx';
import { RegistrationSheet } from './registration-sheet.tsx';
import { RegistrationsExport } from './registrations-export.tsx';
import type { RegistrationsSearch } from './registrations-search.ts';
import { registrationsSort, useRegistrations } from './use-registrations.ts';

const expiryChoices = [
  { value: 'live', label: 'Live' },
  { value: 'expired', label: 'Expired' },
];

type Step = NonNullable<RegistrationsSearch['step']>[number];

/** Registrations under way. */
export function RegistrationsPage(controls: ListControls<RegistrationsSearch>) {
  const { search, onSearchChange } = controls;
  const registrations = useRegistrations(search);
  const columns = useMemo(
    () => registrationColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, registrations.data, 'registrations');
  const isFiltered = Boolean(search.q ?? search.step ?? search.expiry);
  return (
    <Page
      title="Registrations"
      description="Sign-ups that have begun: where each one stands, and what may be done for it."
    >
      <QueryList
        label="Registrations under way"
        columns={columns}
        getRowId={(row) => row.id}
        sort={registrationsSort(search)}
        onSortChange={list.sort}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={registrations}
        filters={<RegistrationFilters search={search} onFilter={list.filter} />}
        tools={<RegistrationsExport search={search} total={registrations.data?.total ?? 0} />}
        empty={{
          icon: <UserRoundPlus />,
          title: 'Nobody is signing up right now',
          description:
            'A registration appears here with its first step and leaves when it expires.',
        }}
        isFiltered={isFiltered}
      />

      {search.open && (
        <RegistrationSheet registrationId={search.open} onClose={() => list.open(undefined)} />
      )}
    </Page>
  );
}

type RegistrationFiltersProps = {
  search: RegistrationsSearch;
  onFilter: (change: Partial<RegistrationsSearch>) => void;
};

function RegistrationFilters({ search, onFilter }: RegistrationFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by e-mail, name or phone"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Step"
        options={choicesOf(registrationStepLabels)}
        values={search.step ?? []}
        onValuesChange={(step) => onFilter({ step: step.length ? (step as Step[]) : undefined })}
      />
      <ChoiceFilter
        isSingle
        label="Expiry"
        options={expiryChoices}
        values={search.expiry ? [search.expiry] : []}
        onValuesChange={([expiry]) => onFilter({ expiry: expiry as 'live' | undefined })}
      />
    </>
  );
}
