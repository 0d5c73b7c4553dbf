import type { UserSummary } from '@freehold/core-contracts/users';
import type { DataColumn } from '@freehold/ui/data-table';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { CountryName } from '../../components/country.tsx';
import { LinkedPerson } from '../../components/linked-person.tsx';
import { Status } from '../../components/status.tsx';
import { userRoleLabels, userStatusLabels } from '../../lib/labels.ts';

/** Columns of the list. */
export function userColumns(tenant: string): readonly DataColumn<UserSummary>[] {
  return [
    {
      id: 'lastName',
      header: 'Person',
      isAlwaysShown: true,
      isSortable: true,
      cell: (row) => <LinkedPerson tenant={tenant} person={row} />,
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={userStatusLabels[row.status]} />,
    },
    { id: 'role', header: 'Role', cell: (row) => userRoleLabels[row.role] },
    { id: 'country', header: 'Country', cell: (row) => <CountryName code={row.countryCode} /> },
    {
      id: 'phone',
      header: 'Phone',
      cell: (row) => <span className="numeric whitespace-nowrap">{row.phone ?? '—'}</span>,
    },
    {
      id: 'createdAt',
      header: 'Since',
      isSortable: true,
      cell: (row) => <Time value={row.createdAt} format="date" />,
    },
    {
      id: 'lastLoginAt',
      header: 'Last sign-in',
      isSortable: true,
      cell: (row) =>
        row.lastLoginAt ? (
          <Time value={row.lastLoginAt} format="relative" />
        ) : (
          <span className="text-subtle">never</span>
        ),
    },
    {
      id: 'id',
      header: 'Id',
      isHiddenAtFirst: true,
      cell: (row) => <Identifier value={row.id} label="person id" isCopyable />,
    },
  ];
}
