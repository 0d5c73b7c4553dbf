import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { CountBadge } from '@freehold/ui/badge';
import { TabPanel, Tabs } from '@freehold/ui/tabs';
import type { ReactNode } from 'react';
import { AuditExcerpt } from '../../components/audit-excerpt.tsx';
import { useCan } from '../../lib/session.tsx';
import { CreditsTab } from './credits-tab.tsx';
import { MembersTab } from './members-tab.tsx';
import type { OrganizationAct } from './organization-acts.ts';
import { OrganizationFacts } from './organization-facts.tsx';
import type { OrganizationPageSearch, OrganizationTab } from './organizations-search.ts';
import { SubscriptionCard } from './subscription-card.tsx';
import { UsageTab } from './usage-tab.tsx';
import { useOrganizationHistory } from './use-organizations.ts';

/** What the address says, and what other parts of the console show here. */
export type OrganizationParts = {
  search: OrganizationPageSearch;
  onSearchChange: (patch: Partial<OrganizationPageSearch>) => void;
  onTabChange: (tab: OrganizationTab) => void;
  keys: (organization: OrganizationDetail) => ReactNode;
  webhooks?: (organization: OrganizationDetail) => ReactNode;
};

export type OrganizationTabsProps = OrganizationParts & {
  organization: OrganizationDetail;
  acts: readonly OrganizationAct[];
  onChoose: (act: OrganizationAct) => void;
};

/** An organization, one side at a time; which one is in the address. */
export function OrganizationTabs(props: OrganizationTabsProps) {
  const { organization, search, onTabChange, keys, webhooks, acts, onChoose } = props;
  const canReadAudit = useCan('audit.read');
  const tabs = [
    { value: 'facts', label: 'Facts' },
    {
      value: 'members',
      label: 'Members',
      badge: <CountBadge count={organization.memberCount} />,
    },
    { value: 'keys', label: 'API keys' },
    { value: 'usage', label: 'Usage' },
    { value: 'credits', label: 'Credits' },
    ...(webhooks ? [{ value: 'webhooks', label: 'Webhooks' }] : []),
    ...(canReadAudit ? [{ value: 'history', label: 'History' }] : []),
  ];
  const part = { organization, search, onSearchChange: props.onSearchChange };
  return (
    <Tabs
      label="Sides of the organization"
      value={search.tab ?? 'facts'}
      onValueChange={(next) => onTabChange(next as OrganizationTab)}
      tabs={tabs}
      className="min-w-0"
    >
      <TabPanel value="facts" className="grid gap-4">
        <OrganizationFacts organization={organization} />
        <SubscriptionCard organization={organization} acts={acts} onChoose={onChoose} />
      </TabPanel>
      <TabPanel value="members">
        <MembersTab {...part} />
      </TabPanel>
      <TabPanel value="keys">{keys(organization)}</TabPanel>
      <TabPanel value="usage">
        <UsageTab {...part} />
      </TabPanel>
      <TabPanel value="credits">
        <CreditsTab {...part} acts={acts} onChoose={onChoose} />
      </TabPanel>
      {webhooks && <TabPanel value="webhooks">{webhooks(organization)}</TabPanel>}
      {canReadAudit && (
        <TabPanel value="history">
          <History organizationId={organization.id} />
        </TabPanel>
      )}
    </Tabs>
  );
}

function History({ organizationId }: { organizationId: string }) {
  const { data, error } = useOrganizationHistory(organizationId);
  return (
    <AuditExcerpt isOrganization entityId={organizationId} entries={data?.items} error={error} />
  );
}
