import { Button } from '@freehold/ui/button';
import { cn } from '@freehold/ui/class-names';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { useNavigate } from '@tanstack/react-router';
import { Trash2, Users } from 'lucide-react';
import { useMemo } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf, userRoleLabels, userStatusLabels } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { useCountryChoices, usersFilters, usersSort, useUsers } from './use-users.ts';
import { userColumns } from './user-columns.tsx';
import type { UsersSearch } from './users-search.ts';

/** Everybody with an account in this tenant. */
export function UsersPage(controls: ListControls<UsersSearch>) {
  const { search } = controls;
  const { tenant } = useSession();
  const navigate = useNavigate();
  const users = useUsers(search);
  const columns = useMemo(() => userColumns(tenant.slug), [tenant.slug]);
  const list = useList(controls, columns, users.data, 'people');
  const { q, status, role, country, deleted } = search;
  const isFiltered = [q, status, role, country, deleted].some((value) => value !== undefined);
  return (
    <Page title="Users" description="Everybody with an account in this tenant.">
      <QueryList
        label="Users"
        columns={columns}
        getRowId={(row) => row.id}
        sort={usersSort(search)}
        onSortChange={list.sort}
        onRowOpen={(row) =>
          void navigate({
            to: '/$tenant/users/$userId',
            params: { tenant: tenant.slug, userId: row.id },
          })
        }
        list={list}
        query={users}
        filters={<UserFilters search={search} onFilter={list.filter} />}
        tools={
          <CsvButton file="users.csv" input={usersFilters(search)} total={users.data?.total ?? 0} />
        }
        empty={{
          icon: <Users />,
          title: 'Nobody has an account yet',
          description: 'People appear here when they have finished signing up.',
        }}
        isFiltered={isFiltered}
      />
    </Page>
  );
}

type UserFiltersProps = {
  search: UsersSearch;
  onFilter: (change: Partial<UsersSearch>) => void;
};

function UserFilters({ search, onFilter }: UserFiltersProps) {
  const countries = useCountryChoices();
  return (
    <>
      <SearchFilter
        label="Find by name, e-mail or phone"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Status"
        options={choicesOf(userStatusLabels)}
        values={search.status ?? []}
        onValuesChange={(status) =>
          onFilter({ status: status.length ? (status as UsersSearch['status']) : undefined })
        }
      />
      <ChoiceFilter
        label="Role"
        options={choicesOf(userRoleLabels)}
        values={search.role ?? []}
        onValuesChange={(role) =>
          onFilter({ role: role.length ? (role as UsersSearch['role']) : undefined })
        }
      />
      <ChoiceFilter
        isSingle
        label="Country"
        options={countries}
        values={search.country ? [search.country] : []}
        onValuesChange={([country]) => onFilter({ country })}
      />
      <Button
        variant={search.deleted ? 'soft' : 'secondary'}
        icon={<Trash2 />}
        aria-pressed={search.deleted === true}
        className={cn('px-2.5 font-normal', !search.deleted && 'text-muted')}
        onClick={() => onFilter({ deleted: search.deleted ? undefined : true })}
      >
        Deleted
      </Button>
    </>
  );
}
