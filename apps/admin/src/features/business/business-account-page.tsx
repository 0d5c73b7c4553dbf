import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { CountBadge } from '@freehold/ui/badge';
import { Money } from '@freehold/ui/money';
import { Stat } from '@freehold/ui/stat';
import { TabPanel, Tabs } from '@freehold/ui/tabs';
import { Link } from '@tanstack/react-router';
import { BackLink } from '../../components/back-link.tsx';
import { FrozenBadge } from '../../components/frozen-badge.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { Status } from '../../components/status.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { businessStatusLabels } from '../../lib/money-labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import type { ListControls } from '../../lib/use-list.ts';
import type { BusinessAccountSearch, BusinessTab } from './business-search.ts';
import { AccountChanges } from './account-changes.tsx';
import { BusinessTransfers } from './business-transfers.tsx';
import { RulesCard, SignatoriesCard } from './business-rules.tsx';
import { useBusinessAccount } from './use-business.ts';

export type BusinessAccountPageProps = ListControls<BusinessAccountSearch> & {
  businessAccountId: string;
  onTabChange: (tab: BusinessTab) => void;
};

const linkStyles = 'rounded-xs text-accent-ink underline-offset-3 hover:underline';

/** One business account: what is in it, who signs, by which rules, and what waits. */
export function BusinessAccountPage(props: BusinessAccountPageProps) {
  const { businessAccountId, onTabChange, ...controls } = props;
  const account = useBusinessAccount(businessAccountId);
  const { tenant } = useSession();
  const back = (
    <BackLink to="/$tenant/business-accounts" params={{ tenant: tenant.slug }}>
      Business accounts
    </BackLink>
  );
  const lookAgain = () => void account.refetch();
  const { data } = account;
  if (!data) {
    return (
      <PendingRecord
        title="Business account"
        back={back}
        error={account.error}
        onRetry={lookAgain}
      />
    );
  }
  return (
    <Page
      title={data.name}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <Status label={businessStatusLabels[data.status]} />
          {data.isFrozen && <FrozenBadge isFrozen />}
          <Organization account={data} />
        </span>
      }
    >
      <AccountChanges account={data} />
      <AccountFigures account={data} />
      <Tabs
        label="Sides of the account"
        value={controls.search.tab ?? 'transfers'}
        onValueChange={(next) => onTabChange(next as BusinessTab)}
        tabs={[
          {
            value: 'transfers',
            label: 'Transfers',
            badge: data.waitingCount > 0 && <CountBadge count={data.waitingCount} tone="warning" />,
          },
          { value: 'signatories', label: 'Signatories' },
          { value: 'rules', label: 'Rules' },
        ]}
        className="min-w-0"
      >
        <TabPanel value="transfers">
          <BusinessTransfers account={data} {...controls} />
        </TabPanel>
        <TabPanel value="signatories">
          <SignatoriesCard account={data} />
        </TabPanel>
        <TabPanel value="rules">
          <RulesCard account={data} />
        </TabPanel>
      </Tabs>
    </Page>
  );
}

function Organization({ account }: { account: BusinessAccountDetail }) {
  const { tenant } = useSession();
  const canRead = useCan('organization.read');
  if (!canRead) return <span className="text-sm text-muted">{account.organizationName}</span>;
  return (
    <Link
      to="/$tenant/organizations/$organizationId"
      params={{ tenant: tenant.slug, organizationId: account.organizationId }}
      className={`text-sm ${linkStyles}`}
    >
      {account.organizationName}
    </Link>
  );
}

const statMoney = 'text-lg tracking-normal whitespace-normal [overflow-wrap:anywhere]';

function AccountFigures({ account }: { account: BusinessAccountDetail }) {
  const { balance, heldBalance, currencyCode } = account;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat
        label="Balance"
        value={<Money value={balance} currencyCode={currencyCode} className={statMoney} />}
        detail={<WalletLink walletId={account.walletId} name="Its wallet" className={linkStyles} />}
      />
      <Stat
        label="Held"
        value={<Money value={heldBalance} currencyCode={currencyCode} className={statMoney} />}
        detail="by what waits for approvals"
      />
      <Stat
        label="Waiting"
        value={account.waitingCount}
        tone={account.waitingCount > 0 ? 'warning' : 'neutral'}
        detail={`a transfer lapses after ${account.approvalTtlHours} hours`}
      />
    </div>
  );
}
