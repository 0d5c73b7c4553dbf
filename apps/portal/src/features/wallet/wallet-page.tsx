import { Link } from '@tanstack/react-router';
import { ArrowDownUp, Wallet } from 'lucide-react';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { Button } from '@freehold/ui/button';
import { Skeleton } from '@freehold/ui/skeleton';
import { EmptyState } from '@freehold/ui/states';
import { EntryList } from '../../components/entry-list.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { BalanceChart } from './balance-chart.tsx';
import { useChart, useNewestEntries, useWaiting } from './use-wallets.ts';
import { WaitingSection } from './waiting-section.tsx';
import { WalletCard } from './wallet-card.tsx';

function Newest({ walletId }: { walletId: string }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const newest = useNewestEntries(slug, walletId);
  return (
    <Section
      isFlush
      title={t('wallet.activity')}
      action={
        newest.data?.items.length ? (
          <Button asChild size="lg">
            <Link
              to="/$tenant/wallet/history"
              params={{ tenant: slug }}
              search={{ wallet: walletId }}
            >
              {t('money.toHistory')}
            </Link>
          </Button>
        ) : undefined
      }
    >
      <Remote query={newest} waiting={<RowShapes />}>
        {({ items, currencyCode }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<ArrowDownUp />}
              title={t('wallet.activityEmpty')}
              description={t('wallet.activityEmptyText')}
            />
          ) : (
            <EntryList label={t('wallet.recent')} entries={items} currencyCode={currencyCode} />
          )
        }
      </Remote>
    </Section>
  );
}

function OneWallet({ wallet }: { wallet: OwnWallet }) {
  const { slug } = useTenant();
  const waiting = useWaiting(slug, wallet.id);
  const chart = useChart(slug, wallet.id);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
      <WalletCard wallet={wallet} />
      <div className="grid grid-cols-1 gap-6">
        {waiting.data && waiting.data.length > 0 && (
          <WaitingSection transfers={waiting.data} walletId={wallet.id} />
        )}
        <div className="rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
          <Remote query={chart} waiting={<Skeleton className="h-56 w-full" />}>
            {(data) => <BalanceChart chart={data} />}
          </Remote>
        </div>
        <Newest walletId={wallet.id} />
      </div>
    </div>
  );
}

function NoWallet() {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <div className="rounded-xl border border-dashed border-line-strong">
      <EmptyState
        icon={<Wallet />}
        className="py-20"
        title={t('wallet.emptyTitle')}
        description={t('wallet.emptyText')}
        action={
          <Button asChild size="lg">
            <Link to="/$tenant/account" params={{ tenant: slug }}>
              {t('wallet.emptyAction')}
            </Link>
          </Button>
        }
      />
    </div>
  );
}

/** The person's own wallets, or why there is none yet. */
export function WalletPage({ wallets }: { wallets: readonly OwnWallet[] }) {
  const { t } = useTexts();
  const own = wallets.filter(({ businessAccountId }) => businessAccountId === null);
  return (
    <PageFrame title={t('wallet.title')}>
      {own.length === 0 ? (
        <NoWallet />
      ) : (
        own.map((wallet) => <OneWallet key={wallet.id} wallet={wallet} />)
      )}
    </PageFrame>
  );
}
