import type { BusinessAccountSummary } from '@freehold/core-contracts/business';
import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { Link, useNavigate } from '@tanstack/react-router';
import { BriefcaseBusiness, X } from 'lucide-react';
import { useMemo } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { FrozenBadge } from '../../components/frozen-badge.tsx';
import { Page } from '../../components/page.tsx';
import { PersonCell } from '../../components/person-cell.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { Status } from '../../components/status.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { businessStatusLabels } from '../../lib/money-labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import type { BusinessAccountsSearch } from './business-search.ts';
import { businessAccountsFilters, useBusinessAccounts } from './use-business.ts';

const figure = (value: number) => <span className="numeric">{formatCount(value)}</span>;

function accountColumns(tenant: string): readonly DataColumn<BusinessAccountSummary>[] {
  return [
    {
      id: 'name',
      header: 'Account',
      isAlwaysShown: true,
      cell: (row) => (
        <PersonCell
          initials={row.name}
          detail={row.organizationName}
          name={
            <Link
              to="/$tenant/business-accounts/$businessAccountId"
              params={{ tenant, businessAccountId: row.id }}
              className="rounded-xs underline-offset-3 hover:underline"
            >
              {row.name}
            </Link>
          }
        />
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={businessStatusLabels[row.status]} />,
    },
    { id: 'state', header: 'Wallet', cell: (row) => <FrozenBadge isFrozen={row.isFrozen} /> },
    {
      id: 'balance',
      header: 'Balance',
      align: 'end',
      isAlwaysShown: true,
      cell: (row) => <Money value={row.balance} currencyCode={row.currencyCode} />,
    },
    {
      id: 'heldBalance',
      header: 'Held',
      align: 'end',
      isHiddenAtFirst: true,
      cell: (row) => <Money value={row.heldBalance} />,
    },
    {
      id: 'signatoryCount',
      header: 'Signatories',
      align: 'end',
      cell: (row) => figure(row.signatoryCount),
    },
    {
      id: 'waitingCount',
      header: 'Waiting',
      align: 'end',
      cell: (row) => figure(row.waitingCount),
    },
    {
      id: 'createdAt',
      header: 'Opened',
      cell: (row) => <Time value={row.createdAt} format="date" />,
    },
  ];
}

/** Accounts of organizations whose transfers want approvals. */
export function BusinessAccountsPage(controls: ListControls<BusinessAccountsSearch>) {
  const { search } = controls;
  const { tenant } = useSession();
  const navigate = useNavigate();
  const accounts = useBusinessAccounts(search);
  const columns = useMemo(() => accountColumns(tenant.slug), [tenant.slug]);
  const list = useList(controls, columns, accounts.data, 'business accounts');
  const { q, status, organization } = search;
  const filters = businessAccountsFilters(search);
  return (
    <Page
      title="Business accounts"
      description="Wallets of organizations that pay only when their signatories have approved."
    >
      <QueryList
        label="Business accounts"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) =>
          void navigate({
            to: '/$tenant/business-accounts/$businessAccountId',
            params: { tenant: tenant.slug, businessAccountId: row.id },
          })
        }
        list={list}
        query={accounts}
        filters={
          <>
            <SearchFilter
              label="Find by name"
              value={q}
              onValueChange={(next) => list.filter({ q: next })}
            />
            <ChoiceFilter
              isSingle
              label="Status"
              options={choicesOf(businessStatusLabels)}
              values={status ? [status] : []}
              onValuesChange={([next]) =>
                list.filter({ status: next as BusinessAccountsSearch['status'] })
              }
            />
            {organization && (
              <Button variant="soft" onClick={() => list.filter({ organization: undefined })}>
                Of organization {organization.slice(0, 8)}…
                <X aria-hidden />
                <span className="sr-only">: of every organization</span>
              </Button>
            )}
          </>
        }
        tools={
          <CsvButton
            file="business-accounts.csv"
            input={filters}
            total={accounts.data?.total ?? 0}
          />
        }
        empty={{
          icon: <BriefcaseBusiness />,
          title: 'No business account yet',
          description: 'The owner of an organization opens one in the portal.',
        }}
        isFiltered={Object.keys(filters).length > 0}
      />
    </Page>
  );
}
