import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Badge } from '@freehold/ui/badge';
import { PlaceTabs } from '../../components/place-tabs.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

const places = [
  { to: '/$tenant/organizations/$organizationId', text: 'organization.tab.overview' },
  { to: '/$tenant/organizations/$organizationId/members', text: 'organization.tab.members' },
  { to: '/$tenant/organizations/$organizationId/keys', text: 'organization.tab.keys' },
  { to: '/$tenant/organizations/$organizationId/usage', text: 'organization.tab.usage' },
  { to: '/$tenant/organizations/$organizationId/credits', text: 'organization.tab.credits' },
  { to: '/$tenant/organizations/$organizationId/webhooks', text: 'organization.tab.webhooks' },
] as const;

/** An organization's head, and the way to its parts. */
export function OrganizationFrame({
  organization,
  children,
}: {
  organization: OrganizationDetail;
  children: ReactNode;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, name, ownRole, tier } = organization;
  const params = { tenant: slug, organizationId: id };
  return (
    <div className="grid grid-cols-1 gap-6 pt-6 pb-10 sm:pt-10">
      <header className="grid gap-2">
        <Link
          to="/$tenant/organizations"
          params={{ tenant: slug }}
          className="justify-self-start rounded-sm text-sm text-muted underline-offset-3 hover:text-ink hover:underline"
        >
          {t('organization.title')}
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="min-w-0 text-2xl font-semibold text-ink [overflow-wrap:anywhere] sm:text-3xl">
            {name}
          </h1>
          {ownRole && <Badge tone="accent">{t(`organization.role.${ownRole}`)}</Badge>}
          {tier !== 'FREE' && <Badge>{t(`organization.tier.${tier}`)}</Badge>}
        </div>
      </header>
      <PlaceTabs
        label={t('organization.parts', { name })}
        places={places.map(({ to, text }) => ({ to, params, label: t(text) }))}
      />
      {children}
    </div>
  );
}
