import type { LoanView } from '@freehold/core-contracts/loans';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { HandCoins } from 'lucide-react';
import { useMemo } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { Status } from '../../components/status.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { loanStatusLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { LoanSheet } from './loan-sheet.tsx';
import type { LoansSearch } from './loans-search.ts';
import { loansFilters, useLoanPool, useLoans } from './use-loans.ts';

function loanColumns(open: (id: string) => void): readonly DataColumn<LoanView>[] {
  return [
    {
      id: 'user',
      header: 'Borrower',
      isAlwaysShown: true,
      cell: (row) => (
        <span className="grid min-w-0">
          <RowButton onOpen={() => open(row.id)} className="justify-self-start text-left">
            {row.userName || 'Erased person'}
          </RowButton>
          <span className="line-clamp-1 max-w-72 text-xs text-subtle">{row.purpose}</span>
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => (
        <Status
          label={loanStatusLabels[row.status]}
          isLive={row.status === 'REQUESTED' || row.status === 'APPROVING'}
        />
      ),
    },
    {
      id: 'amount',
      header: 'Amount',
      align: 'end',
      isAlwaysShown: true,
      cell: (row) => <Money value={row.amount} currencyCode={row.currencyCode} />,
    },
    {
      id: 'termMonths',
      header: 'Term',
      align: 'end',
      cell: (row) => (
        <span className="numeric">
          {row.termMonths} {row.termMonths === 1 ? 'month' : 'months'}
        </span>
      ),
    },
    {
      id: 'createdAt',
      header: 'Asked for',
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
  ];
}

/** Applications for loans, and what became of them. */
export function LoansPage(controls: ListControls<LoansSearch>) {
  const { search, onSearchChange } = controls;
  const loans = useLoans(search);
  const pool = useLoanPool();
  const columns = useMemo(
    () => loanColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, loans.data, 'loans');
  const opened = loans.data?.items.find((row) => row.id === search.open);
  return (
    <Page
      title="Loans"
      description={
        pool.data
          ? `Paid out of the pool, which holds ${writeAmount(pool.data.loanPool, pool.data.currencyCode)}.`
          : 'Paid out of the tenant’s loan pool.'
      }
    >
      <QueryList
        label="Loans"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={loans}
        filters={
          <>
            <SearchFilter
              label="Find by name or address"
              value={search.q}
              onValueChange={(q) => list.filter({ q })}
            />
            <ChoiceFilter
              label="Status"
              options={choicesOf(loanStatusLabels)}
              values={search.status ?? []}
              onValuesChange={(status) =>
                list.filter({
                  status: status.length ? (status as LoansSearch['status']) : undefined,
                })
              }
            />
          </>
        }
        tools={
          <CsvButton file="loans.csv" input={loansFilters(search)} total={loans.data?.total ?? 0} />
        }
        empty={{
          icon: <HandCoins />,
          title: 'Nobody has asked for a loan',
          description: 'People apply in the portal; the application appears here.',
        }}
        isFiltered={search.q !== undefined || search.status !== undefined}
      />
      {opened && <LoanSheet loan={opened} onClose={() => list.open(undefined)} />}
    </Page>
  );
}
