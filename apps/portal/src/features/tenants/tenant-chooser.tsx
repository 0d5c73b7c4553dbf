import { Link } from '@tanstack/react-router';
import { ArrowRight, DoorOpen } from 'lucide-react';
import type { PublicTenant } from '@freehold/core-contracts/tenants';
import { EmptyState } from '@freehold/ui/states';
import { useTexts } from '../../lib/texts.ts';

function TenantCard({ tenant }: { tenant: PublicTenant }) {
  const { t } = useTexts();
  return (
    <li>
      <Link
        to="/$tenant"
        params={{ tenant: tenant.slug }}
        className="group flex items-center gap-4 rounded-xl border border-line bg-surface p-5 shadow-xs transition-[border-color,box-shadow] hover:border-accent hover:shadow-md"
      >
        <span
          aria-hidden
          className="grid size-13 shrink-0 place-items-center rounded-lg bg-accent-soft text-xl font-semibold text-accent-ink"
        >
          {tenant.name.slice(0, 1).toUpperCase()}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block text-xl font-semibold tracking-tight text-ink [overflow-wrap:anywhere]">
            {tenant.name}
          </span>
          <span className="mt-0.5 block text-sm text-muted">
            {t('chooser.currency', { currency: tenant.currencyCode })}
            <span aria-hidden> · </span>
            {t('chooser.age', { years: tenant.minimumAgeYears })}
          </span>
        </span>
        <ArrowRight
          aria-hidden
          className="size-5 shrink-0 text-subtle transition-transform group-hover:translate-x-1 group-hover:text-accent-ink motion-reduce:transform-none"
        />
      </Link>
    </li>
  );
}

/** The places a person can go to. */
export function TenantChooser({ tenants }: { tenants: readonly PublicTenant[] }) {
  const { t } = useTexts();
  return (
    <div className="mx-auto grid w-full max-w-2xl flex-1 content-center gap-8 py-10">
      <header>
        <h1 className="text-3xl font-semibold text-ink sm:text-4xl">{t('chooser.title')}</h1>
        <p className="mt-3 text-lg text-muted">{t('chooser.lead')}</p>
      </header>
      {tenants.length === 0 ? (
        <EmptyState
          icon={<DoorOpen />}
          title={t('chooser.emptyTitle')}
          description={t('chooser.emptyText')}
        />
      ) : (
        <ul className="grid gap-4">
          {tenants.map((tenant) => (
            <TenantCard key={tenant.slug} tenant={tenant} />
          ))}
        </ul>
      )}
    </div>
  );
}
