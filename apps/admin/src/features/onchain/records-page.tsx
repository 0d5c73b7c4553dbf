import { TabPanel, Tabs } from '@freehold/ui/tabs';
import type { ListControls } from '../../lib/use-list.ts';
import { DaysCard } from './days-card.tsx';
import { GovernanceList } from './governance-list.tsx';
import { MultisigList } from './multisig-list.tsx';
import { OrganizationList } from './organization-list.tsx';
import type { RecordsSearch, RecordSide } from './records-search.ts';
import { SystemCards } from './system-cards.tsx';

const tabs: readonly { value: RecordSide; label: string }[] = [
  { value: 'organizations', label: 'Organizations' },
  { value: 'proposals', label: 'Votes' },
  { value: 'multisigs', label: 'Several signatures' },
  { value: 'system', label: 'System' },
  { value: 'days', label: 'Days' },
];

export type RecordsPageProps = ListControls<RecordsSearch> & {
  onShowChange: (show: RecordSide) => void;
};

/** What the ledger's events have made: read from its projections. */
export function RecordsPage({ onShowChange, ...controls }: RecordsPageProps) {
  return (
    <Tabs
      label="Kinds of records"
      value={controls.search.show ?? 'organizations'}
      onValueChange={(next) => onShowChange(next as RecordSide)}
      tabs={tabs}
      className="min-w-0"
    >
      <TabPanel value="organizations">
        <OrganizationList {...controls} />
      </TabPanel>
      <TabPanel value="proposals">
        <GovernanceList {...controls} />
      </TabPanel>
      <TabPanel value="multisigs">
        <MultisigList {...controls} />
      </TabPanel>
      <TabPanel value="system" className="grid gap-4">
        <SystemCards />
      </TabPanel>
      <TabPanel value="days">
        <DaysCard />
      </TabPanel>
    </Tabs>
  );
}
