import type { MemberView } from '@freehold/core-contracts/organizations';
import { Badge } from '@freehold/ui/badge';
import type { DataColumn } from '@freehold/ui/data-table';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PersonCell } from '../../components/person-cell.tsx';
import { fullName, membershipRoleLabels } from '../../lib/labels.ts';

const tones = { OWNER: 'accent', ADMIN: 'info', MEMBER: 'neutral' } as const;

/** Columns of the members; `menu` draws what may be done about one. */
export function memberColumns(
  tenant: string,
  menu: (row: MemberView) => ReactNode,
): readonly DataColumn<MemberView>[] {
  return [
    {
      id: 'member',
      header: 'Member',
      isAlwaysShown: true,
      cell: (row) => (
        <PersonCell
          initials={fullName(row)}
          detail={row.email}
          name={
            <Link
              to="/$tenant/users/$userId"
              params={{ tenant, userId: row.userId }}
              className="rounded-xs underline-offset-3 hover:underline"
            >
              {fullName(row) || row.email}
            </Link>
          }
        />
      ),
    },
    {
      id: 'role',
      header: 'Role',
      isAlwaysShown: true,
      cell: (row) => <Badge tone={tones[row.role]}>{membershipRoleLabels[row.role]}</Badge>,
    },
    {
      id: 'addedAt',
      header: 'Since',
      cell: (row) => <Time value={row.addedAt} format="date" />,
    },
    { id: 'acts', header: 'Acts', isAlwaysShown: true, align: 'end', cell: menu },
  ];
}
