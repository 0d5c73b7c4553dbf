import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { ReactNode } from 'react';
import { DaysFilter } from '../../components/days-filter.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { transferKindLabels } from '../../lib/money-labels.ts';
import type { TransferFilter } from './transfers-search.ts';

export type TransferFiltersProps = {
  search: TransferFilter;
  onFilter: (change: TransferFilter) => void;
  /** What only one of the lists is narrowed by, behind the search. */
  children?: ReactNode;
};

/** What every list of transfers is narrowed by. */
export function TransferFilters({ search, onFilter, children }: TransferFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by name, address or id"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      {children}
      <ChoiceFilter
        isSingle
        label="Kind"
        options={choicesOf(transferKindLabels)}
        values={search.kind ? [search.kind] : []}
        onValuesChange={([kind]) => onFilter({ kind: kind as TransferFilter['kind'] })}
      />
      <DaysFilter from={search.from} to={search.to} onDaysChange={onFilter} />
    </>
  );
}
