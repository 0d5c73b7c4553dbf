import type { UserDetail } from '@freehold/core-contracts/users';
import { CountBadge } from '@freehold/ui/badge';
import { TabPanel, Tabs } from '@freehold/ui/tabs';
import { useCan } from '../../lib/session.tsx';
import { UserData } from './user-data.tsx';
import { UserDevices } from './user-devices.tsx';
import { UserFacts } from './user-facts.tsx';
import { UserHistory } from './user-history.tsx';
import { UserOrganizations } from './user-organizations.tsx';
import { UserSecurity } from './user-security.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserWallets } from './user-wallets.tsx';
import type { UserAct } from './user-acts.ts';
import type { UserTab } from './users-search.ts';

export type UserTabsProps = {
  user: UserDetail;
  tab: UserTab;
  onTabChange: (tab: UserTab) => void;
  acts: readonly UserAct[];
  onChoose: (act: UserAct) => void;
};

/** A person's file, one side at a time; which one is in the address. */
export function UserTabs({ user, tab, onTabChange, acts, onChoose }: UserTabsProps) {
  const canReadAudit = useCan('audit.read');
  const canManage = useCan('user.manage');
  const live = user.sessions.filter((session) => session.isValid).length;
  const tabs = [
    { value: 'facts', label: 'Facts' },
    {
      value: 'sessions',
      label: 'Sessions',
      badge: live > 0 && <CountBadge count={live} tone="success" />,
    },
    { value: 'devices', label: 'Devices' },
    { value: 'security', label: 'Security' },
    {
      value: 'organizations',
      label: 'Organizations',
      badge: user.organizations.length > 0 && <CountBadge count={user.organizations.length} />,
    },
    ...(canReadAudit ? [{ value: 'history', label: 'History' }] : []),
    ...(canManage ? [{ value: 'data', label: 'Data' }] : []),
  ];
  const part = { user, acts, onChoose };
  return (
    <Tabs
      label="Sides of the person"
      value={tab}
      onValueChange={(next) => onTabChange(next as UserTab)}
      tabs={tabs}
      className="min-w-0"
    >
      <TabPanel value="facts" className="grid gap-4">
        <UserFacts user={user} />
        <UserWallets wallets={user.wallets} />
      </TabPanel>
      <TabPanel value="sessions">
        <UserSessions {...part} />
      </TabPanel>
      <TabPanel value="devices">
        <UserDevices devices={user.devices} />
      </TabPanel>
      <TabPanel value="security">
        <UserSecurity {...part} />
      </TabPanel>
      <TabPanel value="organizations">
        <UserOrganizations organizations={user.organizations} />
      </TabPanel>
      {canReadAudit && (
        <TabPanel value="history">
          <UserHistory userId={user.id} />
        </TabPanel>
      )}
      {canManage && (
        <TabPanel value="data">
          <UserData {...part} />
        </TabPanel>
      )}
    </Tabs>
  );
}
