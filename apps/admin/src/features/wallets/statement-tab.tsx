import type { StatementEntry, WalletDetail } from '@freehold/core-contracts/wallets';
import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { ReceiptText, X } from 'lucide-react';
import { AmountFilter } from '../../components/amount-filter.tsx';
import { CsvButton } from '../../components/csv-button.tsx';
import { CursorList } from '../../components/cursor-list.tsx';
import { DaysFilter } from '../../components/days-filter.tsx';
import { None } from '../../components/none.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { choicesOf } from '../../lib/labels.ts';
import {
  transactionTypeLabels,
  transferKindLabels,
  transferStatusLabels,
} from '../../lib/money-labels.ts';
import { useList } from '../../lib/use-list.ts';
import { statementFilter, useStatement } from './use-wallets.ts';
import type { WalletParts } from './wallet-parts.ts';
import type { WalletPageSearch } from './wallets-search.ts';

const columns: readonly DataColumn<StatementEntry>[] = [
  {
    id: 'type',
    header: 'What',
    isAlwaysShown: true,
    cell: (row) => (
      <span className="grid min-w-0">
        <TransferLink transferId={row.transferId}>{transactionTypeLabels[row.type]}</TransferLink>
        <span className="truncate text-xs text-subtle">
          {row.reference ?? transferKindLabels[row.transferKind]}
        </span>
      </span>
    ),
  },
  { id: 'timestamp', header: 'When', cell: (row) => <Time value={row.timestamp} /> },
  {
    id: 'counterparty',
    header: 'Other side',
    cell: ({ counterparty }) =>
      counterparty ? (
        <WalletLink
          walletId={counterparty.walletId}
          name={counterparty.name}
          kind={counterparty.kind}
        />
      ) : (
        <None />
      ),
  },
  {
    id: 'status',
    header: 'Transfer',
    cell: (row) => <Status label={transferStatusLabels[row.transferStatus]} />,
  },
  {
    id: 'sequence',
    header: 'Entry',
    align: 'end',
    isHiddenAtFirst: true,
    cell: (row) => <span className="numeric">{formatCount(row.sequence)}</span>,
  },
  {
    id: 'onChainTxId',
    header: 'Ledger transaction',
    isHiddenAtFirst: true,
    cell: (row) =>
      row.onChainTxId ? <Identifier value={row.onChainTxId} label="transaction id" /> : <None />,
  },
  {
    id: 'amount',
    header: 'Amount',
    align: 'end',
    isAlwaysShown: true,
    cell: (row) => <Money isMovement value={row.amount} />,
  },
  {
    id: 'balanceAfter',
    header: 'Balance',
    align: 'end',
    cell: (row) => <Money value={row.balanceAfter} />,
  },
];

const directions = [
  { value: 'IN', label: 'In' },
  { value: 'OUT', label: 'Out' },
];

/** Every entry of the wallet with the balance after it, the newest first. */
export function StatementTab(props: WalletParts & { wallet: WalletDetail }) {
  const { wallet, search, onSearchChange } = props;
  const statement = useStatement(wallet.id, search);
  const list = useList({ search, onSearchChange }, columns, undefined, 'entries');
  const { type, direction, from, to, min, max } = search;
  const isFiltered = [type, direction, from, to, min, max, search.with].some(
    (value) => value !== undefined,
  );
  return (
    <CursorList
      label="Statement"
      columns={columns}
      getRowId={(row) => row.id}
      list={list}
      query={statement}
      moreLabel="Show older entries"
      filters={<StatementFilters search={search} onFilter={list.filter} />}
      tools={
        <CsvButton
          file="wallet-statement.csv"
          input={statementFilter(wallet.id, search)}
          total={isFiltered ? null : Number(wallet.entryCount)}
        />
      }
      empty={{
        icon: <ReceiptText />,
        title: 'Nothing has moved yet',
        description: 'Every amount that comes or goes appears here with the balance after it.',
      }}
      isFiltered={isFiltered}
    />
  );
}

type StatementFiltersProps = {
  search: WalletPageSearch;
  onFilter: (change: Partial<WalletPageSearch>) => void;
};

function StatementFilters({ search, onFilter }: StatementFiltersProps) {
  return (
    <>
      <ChoiceFilter
        label="What"
        options={choicesOf(transactionTypeLabels)}
        values={search.type ?? []}
        onValuesChange={(type) =>
          onFilter({ type: type.length ? (type as WalletPageSearch['type']) : undefined })
        }
      />
      <ChoiceFilter
        isSingle
        label="Direction"
        options={directions}
        values={search.direction ? [search.direction] : []}
        onValuesChange={([direction]) =>
          onFilter({ direction: direction as WalletPageSearch['direction'] })
        }
      />
      <DaysFilter from={search.from} to={search.to} onDaysChange={onFilter} />
      <AmountFilter label="Amount" min={search.min} max={search.max} onRangeChange={onFilter} />
      {search.with && (
        <Button variant="soft" onClick={() => onFilter({ with: undefined })}>
          With {search.with.slice(0, 8)}…
          <X aria-hidden />
          <span className="sr-only">: with everybody</span>
        </Button>
      )}
    </>
  );
}
