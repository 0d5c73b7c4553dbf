import type { StaffMember } from '@freehold/core-contracts/people';
import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { ShieldUser, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf, userRoleLabels, userStatusLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { StaffActDialog } from './staff-act-dialog.tsx';
import { StaffActMenu, type StaffAct } from './staff-act-menu.tsx';
import { staffColumns } from './staff-columns.tsx';
import type { StaffSearch } from './staff-search.ts';
import { staffFilters, staffSort, useStaff } from './use-staff.ts';

const { USER: _people, ...staffRoleLabels } = userRoleLabels;

/** Who works in this console, and as what. */
export function StaffPage(controls: ListControls<StaffSearch>) {
  const { search } = controls;
  const { tenant, user } = useSession();
  const canManage = useCan('staff.manage');
  const staff = useStaff(search);
  const [isInviting, setIsInviting] = useState(false);
  const [chosen, setChosen] = useState<{ member: StaffMember; act: StaffAct } | null>(null);
  const columns = useMemo(
    () =>
      staffColumns(tenant.slug, (member) =>
        canManage && member.id !== user.id ? (
          <StaffActMenu member={member} onChoose={(act) => setChosen({ member, act })} />
        ) : (
          <span className="text-subtle">{member.id === user.id ? 'You' : '—'}</span>
        ),
      ),
    [tenant.slug, canManage, user.id],
  );
  const list = useList(controls, columns, staff.data, 'operators');
  return (
    <Page
      title="Operators"
      description="Who works in this console, and what their role lets them do."
      actions={
        canManage && (
          <Button variant="primary" icon={<UserPlus />} onClick={() => setIsInviting(true)}>
            Invite an operator
          </Button>
        )
      }
    >
      <QueryList
        label="Operators"
        columns={columns}
        getRowId={(row) => row.id}
        sort={staffSort(search)}
        onSortChange={list.sort}
        list={list}
        query={staff}
        filters={<StaffFilters search={search} onFilter={list.filter} />}
        tools={
          <CsvButton file="staff.csv" input={staffFilters(search)} total={staff.data?.total ?? 0} />
        }
        empty={{
          icon: <ShieldUser />,
          title: 'No operator yet',
          description: 'Whoever works in this tenant appears here.',
        }}
        isFiltered={Boolean(search.q ?? search.role ?? search.status)}
      />

      {isInviting && <InviteDialog onClose={() => setIsInviting(false)} />}
      {chosen && (
        <StaffActDialog
          act={chosen.act}
          member={chosen.member}
          onClose={() => setChosen(null)}
          onLookAgain={() => void staff.refetch()}
        />
      )}
    </Page>
  );
}

type StaffFiltersProps = {
  search: StaffSearch;
  onFilter: (change: Partial<StaffSearch>) => void;
};

function StaffFilters({ search, onFilter }: StaffFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by name or e-mail"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Role"
        options={choicesOf(staffRoleLabels)}
        values={search.role ?? []}
        onValuesChange={(role) =>
          onFilter({ role: role.length ? (role as StaffSearch['role']) : undefined })
        }
      />
      <ChoiceFilter
        label="Status"
        options={choicesOf(userStatusLabels)}
        values={search.status ?? []}
        onValuesChange={(status) =>
          onFilter({ status: status.length ? (status as StaffSearch['status']) : undefined })
        }
      />
    </>
  );
}
