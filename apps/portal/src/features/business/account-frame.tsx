import { Link } from '@tanstack/react-router';
import { History, Snowflake } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Amount } from '../../components/amount.tsx';
import { PlaceTabs } from '../../components/place-tabs.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { ChangesSection } from './changes-section.tsx';

const places = [
  { to: '/$tenant/wallet/business/$accountId', text: 'business.tab.overview' },
  { to: '/$tenant/wallet/business/$accountId/signatories', text: 'business.tab.signatories' },
  { to: '/$tenant/wallet/business/$accountId/rules', text: 'business.tab.rules' },
] as const;

function Figures({ account }: { account: BusinessAccountDetail }) {
  const { t } = useTexts();
  const { balance, heldBalance, currencyCode } = account;
  const figures = [
    { name: t('wallet.balance'), value: balance },
    { name: t('wallet.held'), value: heldBalance },
  ];
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3">
      {figures.map(({ name, value }) => (
        <div key={name} className="min-w-0">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-lg font-semibold text-ink">
            <Amount value={value} currencyCode={currencyCode} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A business account's head, and the way to its parts. */
export function AccountFrame({
  account,
  children,
}: {
  account: BusinessAccountDetail;
  children: ReactNode;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, name, organizationName, ownRole, status, isFrozen } = account;
  const params = { tenant: slug, accountId: id };
  return (
    <div className="grid grid-cols-1 gap-6 pt-6 pb-10 sm:pt-8">
      <header className="grid gap-2">
        <Link
          to="/$tenant/wallet/business"
          params={{ tenant: slug }}
          className="justify-self-start rounded-sm text-sm text-muted underline-offset-3 hover:text-ink hover:underline"
        >
          {t('business.title')}
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="min-w-0 text-2xl font-semibold text-ink [overflow-wrap:anywhere] sm:text-3xl">
            {name}
          </h1>
          {ownRole && <Badge tone="accent">{t(`business.role.${ownRole}`)}</Badge>}
          {status === 'CLOSED' && <Badge>{t('business.status.CLOSED')}</Badge>}
          {isFrozen && (
            <Badge tone="info">
              <Snowflake aria-hidden className="size-3.5" />
              {t('wallet.frozen')}
            </Badge>
          )}
        </div>
        <p className="text-base text-muted">{organizationName}</p>
      </header>
      <Figures account={account} />
      <Link
        to="/$tenant/wallet/history"
        params={{ tenant: slug }}
        search={{ wallet: account.walletId }}
        className="-mt-3 inline-flex items-center gap-1.5 justify-self-start rounded-sm py-1 text-sm font-medium text-accent-ink underline-offset-3 hover:underline"
      >
        <History aria-hidden className="size-4" />
        {t('business.history')}
      </Link>
      {!ownRole && <Alert tone="info">{t('business.notSignatory')}</Alert>}
      <ChangesSection account={account} />
      <PlaceTabs
        label={t('business.parts', { name })}
        places={places.map(({ to, text }) => ({ to, params, label: t(text) }))}
      />
      {children}
    </div>
  );
}
