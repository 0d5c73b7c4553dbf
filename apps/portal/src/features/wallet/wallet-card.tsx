import { Link } from '@tanstack/react-router';
import { Send, Snowflake, Wallet } from 'lucide-react';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { cn } from '@freehold/ui/class-names';
import { splitAmount } from '@freehold/ui/formats';
import { Amount } from '../../components/amount.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { formatDay } from '../../lib/moments.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

/** Smaller figures for longer amounts, so that ordinary ones stay on one line of a phone. */
function balanceSize(balance: string): string {
  const { whole } = splitAmount(balance);
  if (whole.length <= 3) return 'text-2xl sm:text-3xl';
  if (whole.length <= 7) return 'text-xl sm:text-2xl';
  return whole.length <= 13 ? 'text-lg sm:text-xl' : 'text-base sm:text-lg';
}

function Head({ wallet, name }: { wallet: OwnWallet; name: string }) {
  const { t } = useTexts();
  const { balance, currencyCode, isFrozen } = wallet;
  return (
    <header className="relative grid grid-cols-1 gap-1 bg-deep px-6 pt-6 pb-7 text-on-deep sm:px-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex items-center gap-2.5 text-base font-medium">
          <Wallet aria-hidden className="size-5" />
          {name}
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
  );
}

/** A wallet: what is in it, what of that may be spent, and its number. */
export function WalletCard({ wallet }: { wallet: OwnWallet }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const { availableBalance, heldBalance, currencyCode, createdAt, isFrozen, kind, id } = wallet;
  const name = t(`wallet.kind.${kind}`);
  const rows = [
    { name: t('wallet.available'), value: availableBalance, hint: null },
    { name: t('wallet.held'), value: heldBalance, hint: t('wallet.heldHint') },
  ];
  return (
    <article
      aria-label={name}
      className="overflow-hidden rounded-xl border border-line bg-surface shadow-sm"
    >
      <Head wallet={wallet} name={name} />
      {isFrozen && (
        <Alert tone="info" className="m-6 mb-0 sm:mx-8">
          {t('wallet.frozenText')}
        </Alert>
      )}
      <dl className="grid gap-4 px-6 py-6 sm:px-8">
        {rows.map(({ name: label, value, hint }) => (
          <div key={label} className="flex flex-wrap items-baseline justify-between gap-x-6">
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="ml-auto min-w-0 text-right text-base font-medium text-ink">
              <Amount value={value} currencyCode={currencyCode} />
            </dd>
            {hint && <dd className="w-full text-xs text-subtle">{hint}</dd>}
          </div>
        ))}
      </dl>
      {!isFrozen && (
        <div className="px-6 pb-6 sm:px-8">
          <Button asChild variant="primary" size="xl" className="w-full">
            <Link to="/$tenant/wallet/send" params={{ tenant: slug }} search={{ from: id }}>
              <Send aria-hidden />
              {t('money.send')}
            </Link>
          </Button>
        </div>
      )}
      <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line px-6 py-4 text-xs text-subtle sm:px-8">
        <div className="min-w-0">
          {t('wallet.opened', { date: formatDay(createdAt, locale) })}
          <span className="numeric mt-0.5 block [overflow-wrap:anywhere]">
            {t('wallet.number', { id })}
          </span>
        </div>
        <CopyText value={id} label={t('wallet.copyNumber')} />
      </footer>
    </article>
  );
}
