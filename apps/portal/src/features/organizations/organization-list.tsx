import { Link } from '@tanstack/react-router';
import { Building2, ChevronRight } from 'lucide-react';
import type { OwnOrganization } from '@freehold/core-contracts/organizations';
import { Badge } from '@freehold/ui/badge';
import { formatCount } from '@freehold/ui/formats';
import { EmptyState } from '@freehold/ui/states';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

function OrganizationCard({ organization }: { organization: OwnOrganization }) {
  const { t, locale } = useTexts();
  const tenant = useTenant();
  const { id, name, slug, ownRole, tier, memberCount, scanCredits } = organization;
  return (
    <li className="relative flex items-center gap-4 rounded-xl border border-line bg-surface p-5 shadow-xs hover:border-line-strong">
      <span
        aria-hidden
        className="grid size-11 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink"
      >
        <Building2 className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            to="/$tenant/organizations/$organizationId"
            params={{ tenant: tenant.slug, organizationId: id }}
            className="rounded-sm text-base font-semibold text-ink [overflow-wrap:anywhere] after:absolute after:inset-0 after:rounded-xl after:content-['']"
          >
            {name}
          </Link>
          <Badge tone="accent">{t(`organization.role.${ownRole}`)}</Badge>
          {tier !== 'FREE' && <Badge>{t(`organization.tier.${tier}`)}</Badge>}
        </p>
        <p className="numeric mt-0.5 text-sm text-muted">
          {slug} · {t('organization.members', { count: memberCount })} ·{' '}
          {t('organization.credits', {
            count: scanCredits,
            amount: formatCount(scanCredits, locale),
          })}
        </p>
      </div>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-subtle" />
    </li>
  );
}

/** The organizations that one belongs to. */
export function OrganizationList({ organizations }: { organizations: readonly OwnOrganization[] }) {
  const { t } = useTexts();
  if (organizations.length === 0) {
    return (
      <div className="rounded-xl border border-dashed border-line-strong">
        <EmptyState
          icon={<Building2 />}
          className="py-16"
          title={t('organization.emptyTitle')}
          description={t('organization.emptyText')}
        />
      </div>
    );
  }
  return (
    <ul aria-label={t('organization.title')} className="grid gap-3">
      {organizations.map((organization) => (
        <OrganizationCard key={organization.id} organization={organization} />
      ))}
    </ul>
  );
}
