import type { StaffMember } from '@freehold/core-contracts/people';
import { Badge } from '@freehold/ui/badge';
import type { DataColumn } from '@freehold/ui/data-table';
import { Time } from '@freehold/ui/time';
import type { ReactNode } from 'react';
import { LinkedPerson } from '../../components/linked-person.tsx';
import { Status } from '../../components/status.tsx';
import { userRoleLabels, userStatusLabels } from '../../lib/labels.ts';

const invited = { text: 'Invited', tone: 'info' } as const;

/** Columns of the list; `menu` draws what may be done about one operator. */
export function staffColumns(
  tenant: string,
  menu: (row: StaffMember) => ReactNode,
): readonly DataColumn<StaffMember>[] {
  return [
    {
      id: 'lastName',
      header: 'Operator',
      isAlwaysShown: true,
      isSortable: true,
      cell: (row) => <LinkedPerson tenant={tenant} person={row} />,
    },
    { id: 'role', header: 'Role', cell: (row) => userRoleLabels[row.role] },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={row.isInvited ? invited : userStatusLabels[row.status]} />,
    },
    {
      id: 'factor',
      header: 'Second factor',
      cell: (row) => (
        <Badge tone={row.hasSecondFactor ? 'success' : 'warning'}>
          {row.hasSecondFactor ? 'Set up' : 'Not yet'}
        </Badge>
      ),
    },
    {
      id: 'sessions',
      header: 'Sessions',
      align: 'end',
      cell: (row) => <span className="numeric">{row.liveSessions}</span>,
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
      id: 'createdAt',
      header: 'Since',
      isSortable: true,
      isHiddenAtFirst: true,
      cell: (row) => <Time value={row.createdAt} format="date" />,
    },
    { id: 'acts', header: 'Acts', isAlwaysShown: true, align: 'end', cell: menu },
  ];
}
