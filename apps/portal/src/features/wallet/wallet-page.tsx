import { Link } from '@tanstack/react-router';
import { ArrowDownUp, Snowflake, Wallet } from 'lucide-react';
import type { WalletView } from '@freehold/core-contracts/wallets';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { cn } from '@freehold/ui/class-names';
import { splitAmount } from '@freehold/ui/formats';
import { EmptyState } from '@freehold/ui/states';
import { formatDay } from '../../lib/moments.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { Amount } from './amount.tsx';
import { availableOf } from './available.ts';

/** Smaller figures for longer amounts, so that ordinary ones stay on one line of a phone. */
function balanceSize(balance: string): string {
  const { whole } = splitAmount(balance);
  if (whole.length <= 5) return 'text-2xl sm:text-4xl';
  return whole.length <= 13 ? 'text-xl sm:text-3xl' : 'text-lg sm:text-2xl';
}

function WalletCard({ wallet }: { wallet: WalletView }) {
  const { t, locale } = useTexts();
  const { balance, heldBalance, currencyCode, createdAt, isFrozen, kind } = wallet;
  const rows = [
    { name: t('wallet.available'), value: availableOf(balance, heldBalance), hint: null },
    { name: t('wallet.held'), value: heldBalance, hint: t('wallet.heldHint') },
  ];
  return (
    <article
      aria-label={t(`wallet.kind.${kind}`)}
      className="overflow-hidden rounded-xl border border-line bg-surface shadow-sm"
    >
      <header className="relative grid grid-cols-1 gap-1 bg-deep px-6 pt-6 pb-7 text-on-deep sm:px-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="flex items-center gap-2.5 text-base font-medium">
            <Wallet aria-hidden className="size-5" />
            {t(`wallet.kind.${kind}`)}
          </h2>
          {isFrozen && (
            <Badge tone="info">
              <Snowflake aria-hidden className="size-3.5" />
              {t('wallet.frozen')}
            </Badge>
          )}
        </div>
        <p className="mt-5 text-sm">{t('wallet.balance')}</p>
        <p className={cn('leading-tight font-semibold', balanceSize(balance))}>
          <Amount value={balance} currencyCode={currencyCode} />
        </p>
      </header>
      {isFrozen && (
        <Alert tone="info" className="m-6 mb-0 sm:mx-8">
          {t('wallet.frozenText')}
        </Alert>
      )}
      <dl className="grid gap-4 px-6 py-6 sm:px-8">
        {rows.map(({ name, value, hint }) => (
          <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-6">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="ml-auto min-w-0 text-right text-base font-medium text-ink">
              <Amount value={value} currencyCode={currencyCode} />
            </dd>
            {hint && <dd className="w-full text-xs text-subtle">{hint}</dd>}
          </div>
        ))}
      </dl>
      <footer className="border-t border-line px-6 py-4 text-xs text-subtle sm:px-8">
        {t('wallet.opened', { date: formatDay(createdAt, locale) })}
        <span className="numeric mt-0.5 block [overflow-wrap:anywhere]">
          {t('wallet.number', { id: wallet.id })}
        </span>
      </footer>
    </article>
  );
}

function Activity() {
  const { t } = useTexts();
  return (
    <section
      aria-labelledby="activity-title"
      className="rounded-xl border border-line bg-surface shadow-xs"
    >
      <h2 id="activity-title" className="px-6 pt-5 text-lg font-semibold text-ink">
        {t('wallet.activity')}
      </h2>
      <EmptyState
        icon={<ArrowDownUp />}
        title={t('wallet.activityEmpty')}
        description={t('wallet.activityEmptyText')}
      />
    </section>
  );
}

/** The person's own wallets, or why there is none yet. */
export function WalletPage({ wallets }: { wallets: readonly WalletView[] }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <div className="grid gap-8 pt-6 pb-10 sm:pt-10">
      <h1 className="text-3xl font-semibold text-ink">{t('wallet.title')}</h1>
      {wallets.length === 0 ? (
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
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-6">
            {wallets.map((wallet) => (
              <WalletCard key={wallet.id} wallet={wallet} />
            ))}
          </div>
          <Activity />
        </div>
      )}
    </div>
  );
}
