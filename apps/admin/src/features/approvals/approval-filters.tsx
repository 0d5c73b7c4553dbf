import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { SearchFilter } from '../../components/search-filter.tsx';
import { caseStatusLabels, choicesOf } from '../../lib/labels.ts';
import type { ApprovalsSearch } from './approvals-search.ts';
import { useCountryChoices } from './use-approvals.ts';

const riskChoices = [
  { value: '25', label: '25 and more' },
  { value: '60', label: '60 and more' },
];
const ageChoices = [
  { value: 'overdue', label: 'Past the target' },
  { value: '12', label: '12 hours and more' },
  { value: '24', label: '1 day and more' },
  { value: '72', label: '3 days and more' },
];
const assigneeChoices = [
  { value: 'ME', label: 'Me' },
  { value: 'NOBODY', label: 'Nobody' },
];

export type ApprovalFiltersProps = {
  search: ApprovalsSearch;
  onFilter: (change: Partial<ApprovalsSearch>) => void;
};

/** Search and filters of the queue. */
export function ApprovalFilters({ search, onFilter }: ApprovalFiltersProps) {
  const countries = useCountryChoices();
  const age = search.overdue ? 'overdue' : search.age?.toString();
  return (
    <>
      <SearchFilter
        label="Find by name or e-mail"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Status"
        options={choicesOf(caseStatusLabels)}
        values={search.status ?? []}
        onValuesChange={(status) =>
          onFilter({ status: status.length ? (status as ApprovalsSearch['status']) : undefined })
        }
      />
      <ChoiceFilter
        isSingle
        label="Country"
        options={countries}
        values={search.country ? [search.country] : []}
        onValuesChange={([country]) => onFilter({ country })}
      />
      <ChoiceFilter
        isSingle
        label="Risk"
        options={riskChoices}
        values={search.risk === undefined ? [] : [String(search.risk)]}
        onValuesChange={([risk]) =>
          onFilter({ risk: risk === undefined ? undefined : Number(risk) })
        }
      />
      <ChoiceFilter
        isSingle
        label="Age"
        options={ageChoices}
        values={age === undefined ? [] : [age]}
        onValuesChange={([chosen]) =>
          onFilter({
            overdue: chosen === 'overdue' ? true : undefined,
            age: chosen === undefined || chosen === 'overdue' ? undefined : Number(chosen),
          })
        }
      />
      <ChoiceFilter
        isSingle
        label="Assignee"
        options={assigneeChoices}
        values={search.assignee ? [search.assignee] : []}
        onValuesChange={([assignee]) =>
          onFilter({ assignee: assignee as ApprovalsSearch['assignee'] })
        }
      />
    </>
  );
}
