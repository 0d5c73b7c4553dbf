import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { cn } from '@freehold/ui/class-names';
import { useNavigate } from '@tanstack/react-router';
import { Snowflake, Wallet } from 'lucide-react';
import { AmountFilter } from '../../components/amount-filter.tsx';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { walletKindLabels } from '../../lib/money-labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { useWallets, walletsFilters, walletsSort } from './use-wallets.ts';
import { walletColumns } from './wallet-columns.tsx';
import type { WalletsSearch } from './wallets-search.ts';

/** Every wallet of the tenant. */
export function WalletsPage(controls: ListControls<WalletsSearch>) {
  const { search } = controls;
  const { tenant } = useSession();
  const navigate = useNavigate();
  const wallets = useWallets(search);
  const list = useList(controls, walletColumns, wallets.data, 'wallets');
  const { q, kind, frozen, from } = search;
  return (
    <Page
      title="Wallets"
      description="Money of people and organizations, and the tenant’s own wallets."
    >
      <QueryList
        label="Wallets"
        columns={walletColumns}
        getRowId={(row) => row.id}
        sort={walletsSort(search)}
        onSortChange={list.sort}
        onRowOpen={(row) =>
          void navigate({
            to: '/$tenant/wallets/$walletId',
            params: { tenant: tenant.slug, walletId: row.id },
          })
        }
        list={list}
        query={wallets}
        filters={<WalletFilters search={search} onFilter={list.filter} />}
        tools={
          <CsvButton
            file="wallets.csv"
            input={walletsFilters(search)}
            total={wallets.data?.total ?? 0}
          />
        }
        empty={{
          icon: <Wallet />,
          title: 'No wallet yet',
          description: 'A person’s first one comes when the ledger has confirmed the account.',
        }}
        isFiltered={[q, kind, frozen, from].some((value) => value !== undefined)}
      />
    </Page>
  );
}

type WalletFiltersProps = {
  search: WalletsSearch;
  onFilter: (change: Partial<WalletsSearch>) => void;
};

function WalletFilters({ search, onFilter }: WalletFiltersProps) {
  const { kind, frozen, from } = search;
  return (
    <>
      <SearchFilter
        label="Find by holder, address or id"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Kind"
        options={choicesOf(walletKindLabels)}
        values={kind ?? []}
        onValuesChange={(next) =>
          onFilter({ kind: next.length ? (next as WalletsSearch['kind']) : undefined })
        }
      />
      <AmountFilter
        isOpenEnded
        label="Balance"
        min={from}
        onRangeChange={({ min }) => onFilter({ from: min })}
      />
      <Button
        variant={frozen ? 'soft' : 'secondary'}
        icon={<Snowflake />}
        aria-pressed={frozen === true}
        className={cn('px-2.5 font-normal', !frozen && 'text-muted')}
        onClick={() => onFilter({ frozen: frozen ? undefined : true })}
      >
        Frozen
      </Button>
    </>
  );
}
