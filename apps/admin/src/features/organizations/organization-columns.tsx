import type { OrganizationSummary } from '@freehold/core-contracts/organizations';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { PersonCell } from '../../components/person-cell.tsx';
import { Status } from '../../components/status.tsx';
import { planLabels, subscriptionStatusLabels, tierLabels } from '../../lib/organization-labels.ts';

const figure = (value: number | bigint) => <span className="numeric">{formatCount(value)}</span>;

/** Columns of the list. */
export function organizationColumns(tenant: string): readonly DataColumn<OrganizationSummary>[] {
  return [
    {
      id: 'name',
      header: 'Organization',
      isAlwaysShown: true,
      isSortable: true,
      cell: (row) => (
        <PersonCell
          initials={row.name}
          detail={row.slug}
          name={
            <Link
              to="/$tenant/organizations/$organizationId"
              params={{ tenant, organizationId: row.id }}
              className="rounded-xs underline-offset-3 hover:underline"
            >
              {row.name}
            </Link>
          }
        />
      ),
    },
    { id: 'tier', header: 'Tier', cell: (row) => <Status label={tierLabels[row.tier]} /> },
    { id: 'plan', header: 'Plan', cell: (row) => planLabels[row.plan] },
    {
      id: 'subscription',
      header: 'Subscription',
      cell: (row) => <Status label={subscriptionStatusLabels[row.subscriptionStatus]} />,
    },
    { id: 'members', header: 'Members', align: 'end', cell: (row) => figure(row.memberCount) },
    {
      id: 'scanCredits',
      header: 'Credits',
      align: 'end',
      isSortable: true,
      cell: (row) => figure(row.scanCredits),
    },
    {
      id: 'apiCallsUsed',
      header: 'API calls',
      align: 'end',
      isSortable: true,
      cell: (row) => figure(row.apiCallsUsed),
    },
    {
      id: 'createdAt',
      header: 'Since',
      isSortable: true,
      cell: (row) => <Time value={row.createdAt} format="date" />,
    },
    {
      id: 'id',
      header: 'Id',
      isHiddenAtFirst: true,
      cell: (row) => <Identifier value={row.id} label="organization id" isCopyable />,
    },
  ];
}
