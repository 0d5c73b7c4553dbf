import { Download, SearchX } from 'lucide-react';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { EmptyState } from '@freehold/ui/states';
import { EntryList } from '../../components/entry-list.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { LoadFailure, PageSkeleton } from '../../components/page-states.tsx';
import { RowShapes } from '../../components/remote.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { HistoryFilters } from './history-filters.tsx';
import { isNarrowed, toFilter, type HistorySearch } from './history-search.ts';
import { downloadStatement, useStatement } from './use-history.ts';

type ShownProps = { search: HistorySearch; walletId: string };

function Entries({ search, walletId }: ShownProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const statement = useStatement(slug, toFilter(search, walletId));
  if (statement.isError && !statement.data) {
    return <LoadFailure error={statement.error} onRetry={() => void statement.refetch()} />;
  }
  const pages = statement.data?.pages;
  if (!pages) {
    return (
      <PageSkeleton>
        <RowShapes count={6} />
      </PageSkeleton>
    );
  }
  const entries = pages.flatMap(({ items }) => items);
  if (entries.length === 0) {
    const isAsked = isNarrowed(search);
    return (
      <EmptyState
        icon={<SearchX />}
        className="py-16"
        title={t(isAsked ? 'history.emptyTitle' : 'wallet.activityEmpty')}
        description={t(isAsked ? 'history.emptyText' : 'wallet.activityEmptyText')}
      />
    );
  }
  return (
    <div aria-busy={statement.isPlaceholderData} className="-mt-px overflow-hidden">
      <EntryList
        label={t('history.title')}
        entries={entries}
        currencyCode={pages[0]?.currencyCode ?? ''}
      />
      <div className="grid justify-items-center border-t border-line px-5 py-4 text-sm text-subtle">
        {statement.hasNextPage ? (
          <Button
            size="lg"
            isBusy={statement.isFetchingNextPage}
            onClick={() => void statement.fetchNextPage()}
          >
            {t('history.more')}
          </Button>
        ) : (
          t('history.end')
        )}
      </div>
    </div>
  );
}

function DownloadButton({ search, walletId }: ShownProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const download = useAct({
    send: () => downloadStatement(slug, toFilter(search, walletId)),
    notice: 'history.downloaded',
  });
  return (
    <div className="grid justify-items-end gap-2">
      <Button
        size="lg"
        icon={<Download aria-hidden />}
        isBusy={download.isBusy}
        onClick={() => download.run()}
      >
        {t('history.download')}
      </Button>
      {download.error && <Alert tone="danger">{download.error}</Alert>}
    </div>
  );
}

/** Everything that moved in one wallet, narrowed down as the address says. */
export function HistoryPage({
  search,
  wallets,
  onSearch,
}: {
  search: HistorySearch;
  wallets: readonly OwnWallet[];
  onSearch: (search: HistorySearch) => void;
}) {
  const { t } = useTexts();
  const wallet = wallets.find(({ id }) => id === search.wallet) ?? wallets[0];
  if (!wallet) return <EmptyState className="py-20" title={t('wallet.emptyTitle')} />;
  const shown = { search, walletId: wallet.id };
  return (
    <PageFrame
      title={t('history.title')}
      lead={t('history.lead')}
      action={<DownloadButton {...shown} />}
    >
      <HistoryFilters
        key={JSON.stringify(search)}
        {...shown}
        wallets={wallets}
        onSearch={onSearch}
      />
      <section
        aria-label={t('history.title')}
        className="overflow-hidden rounded-xl border border-line bg-surface shadow-xs"
      >
        <Entries {...shown} />
      </section>
    </PageFrame>
  );
}
