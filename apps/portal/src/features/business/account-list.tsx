import { Link } from '@tanstack/react-router';
import { BriefcaseBusiness, ChevronRight } from 'lucide-react';
import type { BusinessAccountSummary } from '@freehold/core-contracts/business';
import { Badge, StatusBadge } from '@freehold/ui/badge';
import { EmptyState } from '@freehold/ui/states';
import { Amount } from '../../components/amount.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

function AccountCard({ account }: { account: BusinessAccountSummary }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, name, organizationName, balance, currencyCode, waitingCount } = account;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-line bg-surface p-5 shadow-xs hover:border-line-strong">
      <span
        aria-hidden
        className="grid size-11 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink"
      >
        <BriefcaseBusiness className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            to="/$tenant/wallet/business/$accountId"
            params={{ tenant: slug, accountId: id }}
            className="rounded-sm text-base font-semibold text-ink [overflow-wrap:anywhere] after:absolute after:inset-0 after:rounded-xl after:content-['']"
          >
            {name}
          </Link>
          {account.status === 'CLOSED' && <Badge>{t('business.status.CLOSED')}</Badge>}
          {account.isFrozen && <Badge tone="info">{t('wallet.frozen')}</Badge>}
          {waitingCount > 0 && (
            <StatusBadge tone="warning">
              {t('business.waiting', { count: waitingCount })}
            </StatusBadge>
          )}
        </p>
        <p className="mt-0.5 text-sm text-muted">
          {organizationName} · {t('business.signatories', { count: account.signatoryCount })}
        </p>
      </div>
      <p className="ml-auto min-w-0 text-right text-base font-semibold text-ink">
        <Amount value={balance} currencyCode={currencyCode} />
      </p>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-subtle max-sm:hidden" />
    </li>
  );
}

/** The business accounts that one has something to do with. */
export function AccountList({ accounts }: { accounts: readonly BusinessAccountSummary[] }) {
  const { t } = useTexts();
  if (accounts.length === 0) {
    return (
      <div className="rounded-xl border border-dashed border-line-strong">
        <EmptyState
          icon={<BriefcaseBusiness />}
          className="py-16"
          title={t('business.emptyTitle')}
          description={t('business.emptyText')}
        />
      </div>
    );
  }
  return (
    <ul aria-label={t('business.title')} className="grid gap-3">
      {accounts.map((account) => (
        <AccountCard key={account.id} account={account} />
      ))}
    </ul>
  );
}
